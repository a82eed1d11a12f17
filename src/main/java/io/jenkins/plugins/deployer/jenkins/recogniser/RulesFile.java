package io.jenkins.plugins.deployer.jenkins.recogniser;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.jenkins.configuration.ResourcePath;
import java.io.Serializable;
import java.util.Optional;

/**
 * By which rules file a repository is built.
 *
 * @param path below the {@code resources} of the configured library, as somebody typed it; empty for the configured file
 */
record RulesFile(String path) implements Serializable {
    private static final long serialVersionUID = 1L;

    static final RulesFile CONFIGURED = new RulesFile("");

    private static final String PROBLEM =
            "The rules file has to be a path below the resources of the library that the rules"
                    + " are configured to come from, such as deployer/mirage.yaml, of letters, digits, \"_\", \".\", \"+\", \"-\""
                    + " and \"/\"";

    RulesFile {
        requireNonNull(path);
    }

    /** @param typed into a form, or written by hand; may be null */
    static RulesFile of(String typed) {
        return new RulesFile(typed == null ? "" : typed.strip());
    }

    /** As readers of rules are asked for it. */
    Optional<String> resource() {
        return path.isEmpty() ? Optional.empty() : Optional.of(path);
    }

    /** Why this cannot be a rules file, as a sentence without its full stop. */
    Optional<String> problem() {
        return path.isEmpty() || ResourcePath.isPlain(path) ? Optional.empty() : Optional.of(PROBLEM);
    }

    /**
     * The whole Pipeline of a repository that has none.
     *
     * @throws IllegalStateException if there is a problem: what is plainly a path cannot be read as more Groovy
     */
    String script() {
        problem().ifPresent(problem -> {
            throw new IllegalStateException(problem);
        });
        return path.isEmpty() ? "deployer()" : "deployer(rules: '" + path + "')";
    }
}
