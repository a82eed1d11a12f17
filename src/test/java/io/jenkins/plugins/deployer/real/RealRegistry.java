package io.jenkins.plugins.deployer.real;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The CNCF distribution registry on a port of 127.0.0.1. Docker treats registries of 127.0.0.0/8 as insecure ones, so
 * the engine takes plain HTTP and any certificate from it; our own client must be given
 * {@link Certificates#trust()}.
 */
public final class RealRegistry implements Part {
    /** A user name and the password that was made for this run. */
    public record Credentials(String user, String password) {}

    private final Path directory;
    private final Path storage;
    private final int port = Ports.free();
    private final Optional<Certificates> tls;
    private final Optional<Credentials> credentials;
    private boolean mounted;
    private ContainedProcess process;

    private RealRegistry(
            Path directory,
            Optional<Certificates> tls,
            Optional<Credentials> credentials,
            Optional<Integer> kibibytes) {
        this.directory = directory;
        this.storage = directory.resolve("storage");
        this.tls = tls;
        this.credentials = credentials;
        this.mounted = kibibytes.isPresent();
        try {
            Files.createDirectories(storage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kibibytes.ifPresent(size -> Shell.run(
                Map.of(),
                new byte[0],
                List.of("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "tmpfs", storage.toString())));
        start();
    }

    static RealRegistry plain(Path directory) {
        return new RealRegistry(directory, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static RealRegistry secured(Path directory, Certificates certificates) {
        Credentials credentials = new Credentials("deployer", UUID.randomUUID().toString());
        return new RealRegistry(directory, Optional.of(certificates), Optional.of(credentials), Optional.empty());
    }

    static RealRegistry small(Path directory, int kibibytes) {
        return new RealRegistry(directory, Optional.empty(), Optional.empty(), Optional.of(kibibytes));
    }

    /** As an image name begins: {@code 127.0.0.1:PORT}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Where the HTTP API is, without a slash at the end. */
    public String url() {
        return (tls.isPresent() ? "https://" : "http://") + address();
    }

    public Optional<Credentials> credentials() {
        return credentials;
    }

    /** Starts it again on the same port with what it stored. */
    public void start() {
        Path config = directory.resolve("config.yml");
        try {
            Files.writeString(config, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ContainedProcess.start(
                directory.resolve("registry.log"), Map.of(), List.of("docker-registry", "serve", config.toString()));
        Eventually.holds(
                () -> "the registry listens. It said:\n" + process.lastWords(),
                Duration.ofSeconds(30),
                () -> Ports.isOpen(port));
    }

    public void stop() {
        process.stop();
    }

    @Override
    public void close() {
        stop();
        if (mounted) {
            mounted = false;
            Shell.run(Map.of(), new byte[0], List.of("umount", storage.toString()));
        }
    }

    private String configuration() throws IOException {
        StringBuilder yaml = new StringBuilder(
                """
                version: 0.1
                log: {level: warn}
                storage:
                  filesystem: {rootdirectory: "%s"}
                  delete: {enabled: true}
                """
                        .formatted(storage));
        if (credentials.isPresent()) {
            Path passwords = directory.resolve("htpasswd");
            String hash = BCrypt.withDefaults()
                    .hashToString(5, credentials.get().password().toCharArray());
            Files.writeString(passwords, credentials.get().user() + ":" + hash + "\n");
            yaml.append("auth: {htpasswd: {realm: tests, path: \"%s\"}}\n".formatted(passwords));
        }
        yaml.append("http:\n  addr: \"%s\"\n  relativeurls: true\n".formatted(address()));
        tls.ifPresent(certificates -> yaml.append("  tls: {certificate: \"%s\", key: \"%s\"}\n"
                .formatted(certificates.server(), certificates.serverKey())));
        return yaml.toString();
    }
}
