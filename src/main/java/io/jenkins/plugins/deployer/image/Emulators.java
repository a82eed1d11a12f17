package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.rules.Architecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** The emulators that this machine's kernel starts for programs of other architectures (binfmt_misc). */
final class Emulators {
    private static final Path USUAL = Path.of("/proc/sys/fs/binfmt_misc");

    private Emulators() {}

    /** @param endpoint of the engine; empty for the usual socket. Nothing is known of another machine's kernel. */
    static Set<Architecture> behind(String endpoint) {
        return endpoint.isEmpty() || endpoint.startsWith("unix:") ? in(USUAL) : Set.of();
    }

    /** @param directory where the kernel shows one file per emulator, under the names that QEMU and Debian use */
    static Set<Architecture> in(Path directory) {
        Set<Architecture> emulated = EnumSet.noneOf(Architecture.class);
        for (Architecture architecture : Architecture.values()) {
            if (isEnabled(directory.resolve("qemu-" + qemuName(architecture)))) {
                emulated.add(architecture);
            }
        }
        return emulated;
    }

    private static boolean isEnabled(Path file) {
        try {
            // ISO 8859-1, as the magic bytes shown in the file need not be text.
            return Files.readString(file, StandardCharsets.ISO_8859_1).startsWith("enabled");
        } catch (IOException e) {
            return false;
        }
    }

    private static String qemuName(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> "x86_64";
            case I386 -> "i386";
            case ARM64 -> "aarch64";
            case ARM32V7 -> "arm";
            case PPC64LE -> "ppc64le";
            case S390X -> "s390x";
            case RISCV64 -> "riscv64";
        };
    }
}
