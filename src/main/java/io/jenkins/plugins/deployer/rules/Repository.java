package io.jenkins.plugins.deployer.rules;

import java.util.List;

/**
 * One repository of the rules.
 *
 * @param name its name on the forge
 * @param builds what is built from it, in the order of the file; never empty
 */
public record Repository(RepositoryName name, List<Build> builds) {
    /** @throws IllegalArgumentException if there are no builds */
    public Repository {
        builds = List.copyOf(builds);
        if (builds.isEmpty()) {
            throw new IllegalArgumentException("a repository without builds");
        }
    }
}
