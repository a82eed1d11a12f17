package io.jenkins.plugins.deployer.rules;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lists of architectures. */
final class ArchitecturesReader {
    private static final List<String> LABELS =
            Arrays.stream(Architecture.values()).map(Architecture::label).toList();

    private ArchitecturesReader() {}

    /** At least one, or nothing. */
    static Optional<List<Architecture>> read(Values values, Yaml value) {
        Set<Architecture> seen = EnumSet.noneOf(Architecture.class);
        return values.filledList("\"architectures\"", value, item -> values.text("an architecture", item)
                        .flatMap(text -> one(values, item, text))
                        .filter(architecture -> {
                            boolean first = seen.add(architecture);
                            if (!first) {
                                values.problems()
                                        .add(
                                                item,
                                                "the architecture " + Quoted.text(architecture.label())
                                                        + " is here twice");
                            }
                            return first;
                        }))
                .filter(list -> !list.isEmpty());
    }

    static Optional<Architecture> one(Values values, Yaml at, String label) {
        Optional<Architecture> architecture = Arrays.stream(Architecture.values())
                .filter(known -> known.label().equals(label))
                .findFirst();
        if (architecture.isEmpty()) {
            values.problems().add(at, "unknown architecture " + Quoted.text(label), alias(label), LABELS);
        }
        return architecture;
    }

    /** What Docker and others call it, as the word to look for. */
    private static String alias(String label) {
        return switch (label) {
            case "amd64", "linux/amd64", "x64" -> "x86_64";
            case "aarch64", "linux/arm64" -> "arm64";
            case "386", "linux/386", "x86" -> "i386";
            case "arm", "armv7", "linux/arm/v7" -> "arm32v7";
            default -> label;
        };
    }
}
