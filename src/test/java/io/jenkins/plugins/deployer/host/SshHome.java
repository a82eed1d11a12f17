package io.jenkins.plugins.deployer.host;

import io.jenkins.plugins.deployer.real.RealSshd;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A home directory with an {@code .ssh} of its own, as the user of a test has it. */
final class SshHome {
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    /** Empty: no key, no known host. */
    SshHome(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Files.createDirectories(ssh());
        environment.put("HOME", directory.toString());
        environment.put("USER", "nobody");
    }

    /** With the key that the server lets in and the key that it shows. */
    static SshHome of(Path directory, RealSshd sshd) throws IOException {
        SshHome home = new SshHome(directory);
        Files.copy(sshd.userKey(), home.ssh().resolve("id_ed25519"));
        Files.copy(sshd.knownHosts(), home.ssh().resolve("known_hosts"));
        return home;
    }

    Path ssh() {
        return directory.resolve(".ssh");
    }

    SshHome config(String text) throws IOException {
        Files.writeString(ssh().resolve("config"), text);
        return this;
    }

    SshHome environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Engines engines() {
        return new Engines(environment);
    }

    static Host.Docker toxis(String endpoint) {
        return new Host.Docker("toxis", Optional.empty(), endpoint);
    }
}
