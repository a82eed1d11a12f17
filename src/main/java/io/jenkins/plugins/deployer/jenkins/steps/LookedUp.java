package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.jenkins.git.GitServer;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The build arguments that the rules look up when a plan is made. Blocks. */
final class LookedUp {
    private static final Duration ONE = Duration.ofMinutes(2);

    private final Rules rules;
    private final Run<?, ?> run;
    private final RegistryClient registries;

    LookedUp(Rules rules, Run<?, ?> run, RegistryClient registries) {
        this.rules = rules;
        this.run = run;
        this.registries = registries;
    }

    /** @throws AbortException if there is no such branch */
    Map<BuildArgument.LookedUp, String> values(Set<BuildArgument.LookedUp> wanted)
            throws IOException, InterruptedException {
        Map<BuildArgument.LookedUp, String> values = new LinkedHashMap<>();
        for (BuildArgument.LookedUp argument : wanted) {
            values.put(
                    argument,
                    argument instanceof BuildArgument.DigestOf image
                            ? DeployerHome.digests().find(image, registries, Deadline.in(ONE))
                            : head((BuildArgument.HeadOf) argument));
        }
        return values;
    }

    private String head(BuildArgument.HeadOf wanted) throws IOException, InterruptedException {
        GitServer server = GitServer.of(rules.url(wanted.repository()), run);
        Optional<String> branch = server.commit("refs/heads/" + wanted.branch());
        Optional<String> commit = branch.isPresent() ? branch : server.commit("refs/tags/" + wanted.branch());
        return commit.orElseThrow(() -> new AbortException("A build argument is the head of branch " + wanted.branch()
                + " of " + wanted.repository() + ", which has no such branch"));
    }
}
