package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.process.DirectoryTree;
import io.jenkins.plugins.deployer.service.ClientProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The directories of docker clients whose agent was killed. Works on an agent, with nothing but what Java has. */
final class FarLeftovers {
    /** Longer than any client runs. */
    private static final Duration OLD = Duration.ofDays(1);

    private FarLeftovers() {}

    /**
     * Removes them; whatever cannot be removed stays.
     *
     * @param newest a directory of that sort
     */
    static void sweep(Path newest, Instant now) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(newest.getParent(), ClientProcess.PREFIX + "*")) {
            for (Path one : all) {
                boolean ours = Files.getOwner(one).equals(Files.getOwner(newest));
                if (ours && Files.getLastModifiedTime(one).toInstant().plus(OLD).isBefore(now)) {
                    DirectoryTree.remove(one);
                }
            }
        } catch (IOException e) {
            // Being removed just now, or nothing to sweep.
            return;
        }
    }
}
