package io.jenkins.plugins.deployer.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The rules files among the test resources. */
final class Examples {
    /** Those that are right. */
    static final List<String> VALID = List.of("first-rules", "organisation", "every-feature");

    /** Those that the schema rejects, too. */
    static final List<String> WRONG_IN_STRUCTURE = Stream.of(
                    "both-keys",
                    "missing-keys",
                    "names",
                    "not-a-mapping",
                    "numbers",
                    "only-a-text",
                    "unknown-keys",
                    "version-in-quotes",
                    "version-of-the-future",
                    "wrong-types")
            .map(name -> "structure/" + name)
            .toList();

    /** Those whose parts do not fit together, and those that are no YAML or more of it than rules files may be. */
    static final List<String> WRONG_IN_MEANING = Stream.of(
                    "alias-in-itself",
                    "alias-of-something-wrong",
                    "builders",
                    "dangling-alias",
                    "duplicate-keys",
                    "hosts",
                    "images",
                    "not-yaml",
                    "odd-keys",
                    "second-document",
                    "tab-indentation",
                    "tags",
                    "twice",
                    "unquoted-colon",
                    "unquoted-star",
                    "untagged")
            .map(name -> "meaning/" + name)
            .toList();

    static final List<String> INVALID = Stream.concat(WRONG_IN_STRUCTURE.stream(), WRONG_IN_MEANING.stream())
            .toList();

    private Examples() {}

    static String text(String name) {
        return resource("valid/" + name + ".yaml");
    }

    static String invalid(String name) {
        return resource("invalid/" + name + ".yaml");
    }

    private static String resource(String path) {
        try (InputStream in = Examples.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rules read(String name) throws RulesException {
        return rules(text(name));
    }

    static Rules rules(String text) throws RulesException {
        return RulesReader.read("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
