package io.jenkins.plugins.deployer.host;

import io.jenkins.plugins.deployer.real.RealSshd;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A home directory with an {@code .ssh} of its own, as the user of a test has it. */
final class SshHome {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    /** Empty: no key, no known host. */
    SshHome(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(ssh());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("HOME", directory.toString());
        environment.put("USER", "root");
    }

    /** With the key that the server lets in and the key that it shows. */
    static SshHome of(Path directory, RealSshd sshd) {
        return new SshHome(directory).key(sshd).knowing(sshd.knownHostsLine(sshd.port()));
    }

    Path directory() {
        return directory;
    }

    Path ssh() {
        return directory.resolve(".ssh");
    }

    SshHome key(RealSshd sshd) {
        return write("id_ed25519", read(sshd.userKey()));
    }

    SshHome knowing(String... lines) {
        return write("known_hosts", String.join("\n", lines) + "\n");
    }

    SshHome config(String text) {
        return write("config", text);
    }

    SshHome environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A further file below {@code .ssh}. */
    SshHome write(String file, String text) {
        try {
            Files.createDirectories(ssh().resolve(file).getParent());
            Files.writeString(
                    ssh().resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return environment;
    }

    Engines engines() {
        return new Engines(environment);
    }

    /** What goes wrong when the engine there is asked something. */
    EngineException failure(String endpoint) {
        try (Engines engines = engines()) {
            engines.engine(toxis(endpoint)).get("/info");
            throw new AssertionError(endpoint + " answers");
        } catch (EngineException e) {
            return e;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    static Host.Docker toxis(String endpoint) {
        return new Host.Docker("toxis", Optional.empty(), endpoint);
    }

    static Host.Solo5 solo5(String endpoint) {
        return new Host.Solo5("m1", Optional.empty(), URI.create(endpoint), "/srv/unikernels", List.of());
    }
}
