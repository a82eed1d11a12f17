package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * OpenSSH's server on a port of 127.0.0.1, for root with a key made for this run; its limits (MaxSessions,
 * MaxStartups) are the defaults.
 */
public final class RealSshd implements Part {
    private final Path directory;
    private final int port = Ports.free();
    private final String program;
    private ContainedProcess process;

    /** @param settings lines of sshd_config, which win over ours */
    RealSshd(Path directory, String program, List<String> settings) {
        this.directory = directory;
        this.program = program;
        try {
            Files.createDirectories(directory);
            generateKey("host_key");
            generateKey("user_key");
            Files.copy(directory.resolve("user_key.pub"), directory.resolve("authorized_keys"));
            Files.writeString(
                    directory.resolve("known_hosts"),
                    "[127.0.0.1]:" + port + " " + Files.readString(directory.resolve("host_key.pub")));
            Files.writeString(directory.resolve("sshd_config"), String.join("\n", settings) + "\n" + configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    public int port() {
        return port;
    }

    /** The private key of the user root, in OpenSSH's own format, without a passphrase. */
    public Path userKey() {
        return directory.resolve("user_key");
    }

    /** A known_hosts file with the host key of {@code [127.0.0.1]:PORT}. */
    public Path knownHosts() {
        return directory.resolve("known_hosts");
    }

    /** For a known_hosts file: the line of this host key under another port, such as that of a proxy in front. */
    public String knownHostsLine(int otherPort) {
        try {
            return "[127.0.0.1]:" + otherPort + " " + Files.readString(directory.resolve("host_key.pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets in the user key, under these options of authorized_keys, and nobody else. */
    public void authorize(String options) {
        try {
            String key = Files.readString(directory.resolve("user_key.pub"));
            Files.writeString(directory.resolve("authorized_keys"), options.isEmpty() ? key : options + " " + key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host key's public half, as a known_hosts line has it after the name: type, key. */
    public String hostKey() {
        try {
            return Files.readString(directory.resolve("host_key.pub")).replaceFirst(" host_key\\s*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        process = ContainedProcess.start(
                directory.resolve("sshd.log"),
                Map.of(),
                List.of(
                        program,
                        "-D",
                        "-e",
                        "-f",
                        directory.resolve("sshd_config").toString()));
        Eventually.holds(
                () -> "sshd listens. It said:\n" + process.lastWords(),
                Duration.ofSeconds(30),
                () -> Ports.isOpen(port));
    }

    /** Ends it with all its sessions, at once. */
    public void stop() {
        process.kill();
    }

    @Override
    public void close() {
        stop();
    }

    private void generateKey(String name) {
        Shell.run(
                Map.of(),
                new byte[0],
                List.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        name,
                        "-f",
                        directory.resolve(name).toString()));
    }

    /** In a nested shell bash does not read what root has set up for a person's. */
    private String configuration() {
        return """
                ListenAddress 127.0.0.1:%d
                HostKey "%s"
                PidFile none
                PermitRootLogin prohibit-password
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                StrictModes no
                UsePAM no
                AuthorizedKeysFile "%s"
                SetEnv SHLVL=2
                """
                .formatted(port, directory.resolve("host_key"), directory.resolve("authorized_keys"));
    }
}
