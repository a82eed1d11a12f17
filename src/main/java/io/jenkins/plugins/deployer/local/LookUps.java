package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.KeptDigests;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds the values of build arguments that the rules look up, each once. Safe for use by several threads. */
final class LookUps {
    private static final Duration ONE = Duration.ofMinutes(1);

    private final Revisions revisions;
    private final RegistryClient registries;
    private final KeptDigests digests;
    private final Map<BuildArgument.LookedUp, String> found = new LinkedHashMap<>();

    /** @param state the state directory, where digests are kept as long as the rules say */
    LookUps(Revisions revisions, RegistryClient registries, Path state, Clock clock) {
        this.revisions = revisions;
        this.registries = registries;
        this.digests = new KeptDigests(state.resolve("lookups.json"), clock);
    }

    /** @throws ExitException if there is no such branch */
    synchronized Map<BuildArgument.LookedUp, String> of(Set<BuildArgument.LookedUp> wanted)
            throws ExitException, IOException, InterruptedException {
        Map<BuildArgument.LookedUp, String> values = new LinkedHashMap<>();
        for (BuildArgument.LookedUp argument : wanted) {
            if (!found.containsKey(argument)) {
                found.put(argument, find(argument));
            }
            values.put(argument, found.get(argument));
        }
        return values;
    }

    private String find(BuildArgument.LookedUp argument) throws ExitException, IOException, InterruptedException {
        if (argument instanceof BuildArgument.DigestOf image) {
            return digests.find(image, registries, Deadline.in(ONE));
        }
        BuildArgument.HeadOf head = (BuildArgument.HeadOf) argument;
        return revisions
                .head(head.repository(), head.branch())
                .orElseThrow(() -> new ExitException(
                        ExitCode.FAILED,
                        "a build argument is the head of branch " + head.branch() + " of " + head.repository()
                                + ", which has no such branch"));
    }
}
