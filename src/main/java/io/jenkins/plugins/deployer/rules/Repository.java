package io.jenkins.plugins.deployer.rules;

import java.util.List;
import java.util.Optional;

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

    /**
     * The rule that deploys a unikernel of this repository; there is one at the most.
     *
     * @param name on the host
     * @param host the name of the host in the rules
     */
    public Optional<UnikernelDeployment> unikernel(String name, String host) {
        return builds.stream()
                .filter(Build.Unikernel.class::isInstance)
                .flatMap(build -> ((Build.Unikernel) build).deployments().stream())
                .filter(rule ->
                        rule.unikernel().equals(name) && rule.host().name().equals(host))
                .findFirst();
    }
}
