package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSshd;
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A little organisation that makes unikernels: a forge with the repository {@code mirage/mirage-www}, whose Dockerfile gives
 * out a file of the repository for each target; rules; and a person who pushes and runs the command.
 */
final class UnikernelOrganisation {
    /** In the manner of the real one: a stage that builds, and one that has the unikernel and nothing else. */
    private static final String DOCKERFILE =
            """
            FROM scratch AS build
            COPY busybox /bin/busybox
            SHELL ["/bin/busybox", "sh", "-c"]
            ARG TARGET
            ARG EXTRA_FLAGS
            COPY . /src
            RUN test "$EXTRA_FLAGS" = --tls=true && /bin/busybox mv /src/www.$TARGET /unikernel.$TARGET
            FROM scratch
            ARG TARGET
            COPY --from=build /unikernel.$TARGET /unikernel.$TARGET
            """;

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final String staging;

    UnikernelOrganisation(RealDocker docker) throws Exception {
        directory = docker.directory("unikernels");
        staging = docker.registry().address() + "/" + docker.unique("staging");
        Files.createDirectories(directory.resolve("home"));
        environment.putAll(docker.environment());
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
        git(directory, "init", "-q", "--bare", "forge/mirage/mirage-www");
        git(directory, "init", "-q", "work");
        git(
                work(),
                "remote",
                "add",
                "origin",
                directory.resolve("forge/mirage/mirage-www").toString());
        Files.copy(Path.of("/bin/busybox"), work().resolve("busybox"));
        Files.writeString(work().resolve("Dockerfile"), DOCKERFILE);
    }

    /** A sound unikernel with these devices, as {@code net:service}. */
    static byte[] unikernel(String target, String... devices) {
        return switch (target) {
            case "hvt" -> ElfWriter.unikernel(ElfWriter.HVT, 2, devices).bytes();
            case "spt" -> ElfWriter.unikernel(ElfWriter.SPT, 2, devices).bytes();
            case "xen" ->
                ElfWriter.unikernel(ElfWriter.XEN, 1, devices)
                        .note(
                                ".note.solo5.xen",
                                "Xen",
                                18,
                                ByteBuffer.allocate(4)
                                        .order(ByteOrder.LITTLE_ENDIAN)
                                        .putInt(0x100020)
                                        .array())
                        .bytes();
            default -> throw new IllegalArgumentException(target);
        };
    }

    /**
     * Writes the rules.
     *
     * @param hosts the lines of {@code hosts}
     * @param builds the items of {@code builds}
     */
    void rules(String hosts, String builds) throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"),
                "version: 1\nforge: file://" + directory.resolve("forge") + "\ndefaults: {staging: \"" + staging
                        + "\"}\nhosts:\n" + hosts.indent(2) + "repositories:\n  mirage/mirage-www:\n    builds:\n"
                        + builds.indent(6));
    }

    /** Changes how long a unikernel must stay up. */
    void settle(String time) throws IOException {
        Path rules = directory.resolve("rules.yaml");
        Files.writeString(rules, Files.readString(rules).replaceAll("settle: \\w+", "settle: " + time));
    }

    /** Lets the person log in at an SSH server. */
    void logIn(RealSshd sshd) throws IOException {
        Path ssh = Files.createDirectories(directory.resolve("home/.ssh"));
        Files.copy(sshd.userKey(), ssh.resolve("id_ed25519"));
        Files.writeString(ssh.resolve("known_hosts"), sshd.knownHostsLine(sshd.port()));
    }

    /** Where the command keeps what it has to remember. */
    Path state() {
        return directory.resolve("state/deployer");
    }

    /** Writes a file of the next commit. */
    UnikernelOrganisation write(String name, byte[] content) throws IOException {
        Files.write(work().resolve(name), content);
        return this;
    }

    /** Commits and pushes all that was written. */
    void push(String branch) throws Exception {
        git(work(), "add", "--all");
        git(work(), "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", branch);
        git(work(), "push", "-q", "--force", "origin", "HEAD:" + branch);
    }

    /** Makes a branch point at what another one points at. */
    void merge(String from, String into) throws Exception {
        git(directory.resolve("forge/mirage/mirage-www"), "update-ref", "refs/heads/" + into, "refs/heads/" + from);
    }

    /** Starts {@code deployer} with the organisation's rules. */
    JarRun start(String... arguments) {
        return JarRun.start(directory, environment, arguments);
    }

    /** Runs {@code deployer} to its end. */
    JarRun run(String... arguments) {
        return start(arguments).await();
    }

    Path directory() {
        return directory;
    }

    /** The lines of the log of deployments. */
    List<String> log() throws IOException {
        Path log = state().resolve("deployments.jsonl");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    private Path work() {
        return directory.resolve("work");
    }

    private static void git(Path directory, String... arguments) throws Exception {
        new Runner(Duration.ofMinutes(1))
                .capture(Command.of("git", arguments).in(directory), 10_000)
                .orFail("git " + String.join(" ", arguments));
    }
}
