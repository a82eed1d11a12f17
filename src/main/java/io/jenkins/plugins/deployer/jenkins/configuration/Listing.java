package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.Collection;
import java.util.List;

/** Names in a sentence. */
final class Listing {
    private static final int MOST = 12;

    private Listing() {}

    /** {@code a, b and c}, in alphabetical order; {@code none} if there are none; long ones are cut. */
    static String of(Collection<String> names) {
        List<String> sorted = names.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "none";
        }
        if (sorted.size() > MOST) {
            return String.join(", ", sorted.subList(0, MOST)) + " and " + (sorted.size() - MOST) + " others";
        }
        String last = sorted.get(sorted.size() - 1);
        return sorted.size() == 1 ? last : String.join(", ", sorted.subList(0, sorted.size() - 1)) + " and " + last;
    }
}
