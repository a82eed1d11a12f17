package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSshd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A forge with one repository, and a person with a home who pushes to it and runs the command. */
class Forge {
    private final Path directory;
    private final String repository;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * @param directory in which all of it is made
     * @param repository {@code OWNER/REPO}
     */
    Forge(RealDocker docker, String directory, String repository) throws Exception {
        this.directory = docker.directory(directory);
        this.repository = repository;
        Files.createDirectories(home());
        environment.putAll(docker.environment());
        environment.put("HOME", home().toString());
        environment.put("XDG_STATE_HOME", this.directory.resolve("state").toString());
        git(this.directory, "init", "-q", "--bare", "forge/" + repository);
        git(this.directory, "init", "-q", "work");
        git(work(), "remote", "add", "origin", bare().toString());
        Files.copy(Path.of("/bin/busybox"), work().resolve("busybox"));
    }

    final Path directory() {
        return directory;
    }

    /** The person's clone. */
    final Path work() {
        return directory.resolve("work");
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path bare() {
        return directory.resolve("forge").resolve(repository);
    }

    /** Where the command keeps what it has to remember. */
    final Path state() {
        return directory.resolve("state/deployer");
    }

    /** Has the command see this variable. */
    final void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Lets the person log in at an SSH server that is reached on this port. */
    final void logIn(RealSshd sshd, int throughPort) throws IOException {
        Path ssh = Files.createDirectories(home().resolve(".ssh"));
        Files.copy(sshd.userKey(), ssh.resolve("id_ed25519"));
        Files.writeString(ssh.resolve("known_hosts"), sshd.knownHostsLine(throughPort));
    }

    /** Commits and pushes all that was written. */
    final void commitAndPush(String branch, String message) throws Exception {
        git(work(), "add", "--all");
        git(work(), "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", message);
        git(work(), "push", "-q", "--force", "origin", "HEAD:" + branch);
    }

    /** Makes a branch point at what another one points at. */
    final void merge(String from, String into) throws Exception {
        git(bare(), "update-ref", "refs/heads/" + into, "refs/heads/" + from);
    }

    /** Starts {@code deployer} with the organisation's rules. */
    final JarRun start(String... arguments) {
        return JarRun.start(directory, environment, arguments);
    }

    /** Runs {@code deployer} to its end. */
    final JarRun run(String... arguments) {
        return start(arguments).await();
    }

    /** The lines of the log of deployments. */
    final List<String> log() throws IOException {
        Path log = state().resolve("deployments.jsonl");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private static void git(Path directory, String... arguments) throws Exception {
        new Runner(Duration.ofMinutes(1))
                .capture(Command.of("git", arguments).in(directory), 10_000)
                .orFail("git " + String.join(" ", arguments));
    }
}
