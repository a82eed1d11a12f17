package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.host.UnixSocketForward;
import io.jenkins.plugins.deployer.process.DirectoryTree;
import io.jenkins.plugins.deployer.service.ClientProcess;
import io.jenkins.plugins.deployer.service.ClientRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The docker client of the machine that this runs on. It gets the engine as a unix socket of mode 0600, a configuration with
 * the login for one registry, and nothing of the machine's environment, which a compose file could ask for. All of that is
 * in a directory that only this user can enter, and that goes with the client.
 */
final class FarClient {
    /** What the client sees of the environment. */
    private static final Set<String> KEPT = Set.of("PATH", "LANG", "LC_ALL");

    private static final FileAttribute<?> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private FarClient() {}

    /**
     * Runs it to its end; blocks, and kills it when the thread is interrupted.
     *
     * @param configuration of the docker client, as JSON
     * @param engine opens connections to the engine
     * @throws io.jenkins.plugins.deployer.service.ServiceException with the client's last words if it fails
     */
    static void run(ClientRun run, String configuration, UnixSocketForward.Opening engine, Consumer<String> lines)
            throws IOException, InterruptedException {
        Path directory = ClientProcess.directory();
        try {
            FarLeftovers.sweep(directory, Instant.now());
            Path own = Files.createDirectory(directory.resolve("docker"), DIRECTORY);
            Path config = Files.createFile(own.resolve("config.json"), FILE);
            Files.writeString(config, configuration, StandardCharsets.UTF_8);
            Path plugins = Path.of(System.getProperty("user.home"), ".docker", "cli-plugins");
            if (Files.isDirectory(plugins)) {
                Files.createSymbolicLink(own.resolve("cli-plugins"), plugins);
            }
            run(run, directory, own, engine, lines);
        } finally {
            DirectoryTree.remove(directory);
        }
    }

    private static void run(
            ClientRun run, Path directory, Path own, UnixSocketForward.Opening engine, Consumer<String> lines)
            throws IOException, InterruptedException {
        Path work = Files.createDirectory(directory.resolve("work"), DIRECTORY);
        Path socket = Files.createDirectory(directory.resolve("engine"), DIRECTORY);
        Set<String> unset = new LinkedHashSet<>(System.getenv().keySet());
        unset.removeAll(KEPT);
        try (UnixSocketForward forward = UnixSocketForward.listen(socket, engine)) {
            Map<String, String> environment = Map.of(
                    "DOCKER_HOST", "unix://" + forward.socket(),
                    "DOCKER_CONFIG", own.toString(),
                    "HOME", work.toString());
            ClientProcess.run(work, environment, unset, run, lines);
        }
    }
}
