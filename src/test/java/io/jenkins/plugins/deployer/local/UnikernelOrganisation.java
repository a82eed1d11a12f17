package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSshd;
import io.jenkins.plugins.deployer.unikernel.ElfWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A little organisation that makes unikernels: a forge with the repository {@code mirage/mirage-www}, whose Dockerfile gives
 * out a file of the repository for each target; rules; and a person who pushes and runs the command.
 */
final class UnikernelOrganisation extends Forge {
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

    private final String staging;

    UnikernelOrganisation(RealDocker docker) throws Exception {
        super(docker, "unikernels", "mirage/mirage-www");
        staging = docker.registry().address() + "/" + docker.unique("staging");
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
                directory().resolve("rules.yaml"),
                "version: 1\nforge: file://" + directory().resolve("forge") + "\ndefaults: {staging: \"" + staging
                        + "\"}\nhosts:\n" + hosts.indent(2) + "repositories:\n  mirage/mirage-www:\n    builds:\n"
                        + builds.indent(6));
    }

    /** Changes how long a unikernel must stay up. */
    void settle(String time) throws IOException {
        Path rules = directory().resolve("rules.yaml");
        Files.writeString(rules, Files.readString(rules).replaceAll("settle: \\w+", "settle: " + time));
    }

    /** Lets the person log in at an SSH server. */
    void logIn(RealSshd sshd) throws IOException {
        logIn(sshd, sshd.port());
    }

    /** Writes a file of the next commit. */
    UnikernelOrganisation write(String name, byte[] content) throws IOException {
        Files.write(work().resolve(name), content);
        return this;
    }

    /** Commits and pushes all that was written. */
    void push(String branch) throws Exception {
        commitAndPush(branch, branch);
    }
}
