package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.rules.Architecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The emulators that a machine's kernel starts for programs of other architectures (binfmt_misc). */
final class Emulators {
    private static final Path USUAL = Path.of("/proc/sys/fs/binfmt_misc");

    private Emulators() {}

    /** Those of this machine. */
    static Set<Architecture> here() {
        return in(USUAL);
    }

    /** @param enabled the names of the files that say that they are enabled */
    static Set<Architecture> named(Collection<String> enabled) {
        Set<Architecture> emulated = EnumSet.noneOf(Architecture.class);
        for (Architecture architecture : Architecture.values()) {
            if (enabled.contains(fileName(architecture))) {
                emulated.add(architecture);
            }
        }
        return emulated;
    }

    /** @param directory where the kernel shows one file per emulator, under the names that QEMU and Debian use */
    static Set<Architecture> in(Path directory) {
        Set<Architecture> emulated = EnumSet.noneOf(Architecture.class);
        for (Architecture architecture : Architecture.values()) {
            if (isEnabled(directory.resolve(fileName(architecture)))) {
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

    private static String fileName(Architecture architecture) {
        return "qemu-"
                + switch (architecture) {
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
