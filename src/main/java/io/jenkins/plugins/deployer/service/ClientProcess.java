package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.DirectoryTree;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The docker client as a process of this machine. Works on an agent too, with nothing but what Java has. */
public final class ClientProcess {
    /** How the names of directories for runs begin. */
    public static final String PREFIX = "deployer-client-";

    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final int PROBE_BYTES = 64 * 1024;

    private ClientProcess() {}

    /** A client that this machine's user runs, with what it needs in its environment to reach the host's engine. */
    public static DockerClient with(Map<String, String> environment) {
        return (host, run, lines) -> {
            Path directory = directory();
            try {
                run(directory, environment, Set.of(), run, lines);
            } finally {
                DirectoryTree.remove(directory);
            }
        };
    }

    /** Makes a directory that only this user can enter. */
    public static Path directory() throws IOException {
        return Files.createTempDirectory(
                PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /**
     * Runs the client to its end; blocks.
     *
     * @param directory for the files of the run; only this user can enter it
     * @param environment what the client gets to see in addition to this process's environment
     * @param unset and what of that it does not
     * @throws ServiceException with its last words if it fails, or with what to do if it cannot be run
     */
    public static void run(
            Path directory, Map<String, String> environment, Set<String> unset, ClientRun run, Consumer<String> lines)
            throws IOException, InterruptedException {
        for (Map.Entry<String, String> file : run.files().entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
        }
        Command docker = Command.of("docker")
                .without(unset)
                .withEnvironment(environment)
                .withEnvironment("IMAGE", run.image())
                .in(directory);
        try {
            if (run.needsCompose()
                    && !new Runner(PROBE)
                            .capture(docker.with("compose", "version"), PROBE_BYTES)
                            .succeeded()) {
                throw new ServiceException(
                        "the docker client here has no \"compose\"; install its plugin (docker-compose-plugin,"
                                + " docker-compose-v2), or run the project as a stack of a Swarm");
            }
            new Runner(run.timeout())
                    .follow(docker.with(run.arguments()), InputWriter.NOTHING, lines)
                    .orFail("the docker client cannot do it");
        } catch (CommandException e) {
            throw new ServiceException(e.getMessage(), e);
        }
    }
}
