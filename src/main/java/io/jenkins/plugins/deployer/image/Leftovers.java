package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.process.DirectoryTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The directories of {@link ScriptedBuild}s whose machine or agent was killed, so that nobody cleared them away. Whether
 * a build still lives is told by the file that it touches all the time: its processes may be in a container. Works on an
 * agent, with nothing but what Java has.
 */
public final class Leftovers {
    /** How the names of such directories begin. */
    public static final String PREFIX = "deployer-build-";

    /** How long a machine may sleep before a build on it counts as dead. */
    private static final Duration SILENCE = Duration.ofMinutes(15);

    private Leftovers() {}

    /**
     * Removes what was left beside any workspace of an agent; whatever cannot be removed stays.
     *
     * @param temporary the directory for temporary files of one workspace, beside which those of the others are
     */
    public static void sweep(Path temporary, Instant now) {
        Path all = temporary.toAbsolutePath().getParent();
        if (all == null) {
            return;
        }
        try (DirectoryStream<Path> places = Files.newDirectoryStream(all, "*tmp")) {
            for (Path place : places) {
                sweepOne(place, now);
            }
        } catch (IOException e) {
            // Nothing to sweep, or not ours.
            return;
        }
    }

    private static void sweepOne(Path place, Instant now) {
        try (DirectoryStream<Path> builds = Files.newDirectoryStream(place, PREFIX + "*")) {
            for (Path build : builds) {
                if (lastSign(build).plus(SILENCE).isBefore(now)) {
                    DirectoryTree.remove(build);
                }
            }
        } catch (IOException e) {
            // Being removed just now, or somebody else's.
            return;
        }
    }

    private static Instant lastSign(Path build) throws IOException {
        try {
            return Files.getLastModifiedTime(build.resolve(ScriptedBuild.ALIVE)).toInstant();
        } catch (NoSuchFileException e) {
            return Files.getLastModifiedTime(build).toInstant();
        }
    }
}
