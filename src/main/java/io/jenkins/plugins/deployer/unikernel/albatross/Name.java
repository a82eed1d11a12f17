package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a command is about: a unikernel, a block device, or all that is under a path. Albatross (src/vmm_core.ml, Name)
 * writes the labels of the path joined by colons, a colon, and the label: {@code :web} at the root, {@code mirage:web}
 * under the path {@code mirage}, {@code mirage:} for that path and {@code :} for the root.
 *
 * @param path from the root; labels are in lower case
 * @param label empty for all that is under the path
 */
public record Name(List<String> path, Optional<String> label) {
    /** All that a server runs. */
    public static final Name ROOT = new Name(List.of(), Optional.empty());

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9.][A-Za-z0-9.-]{0,62}");

    /** @throws IllegalArgumentException with a sentence, if a label is not one of Albatross */
    public Name {
        path = path.stream().map(Name::checked).toList();
        label = label.map(Name::checked);
    }

    /** @param domain labels joined by colons; empty for the root */
    public static Name ofDomain(String domain) {
        return new Name(domain.isEmpty() ? List.of() : Arrays.asList(domain.split(":", -1)), Optional.empty());
    }

    /** From what Albatross writes. */
    static Name parse(String text) {
        List<String> labels = new ArrayList<>(Arrays.asList(text.split(":", -1)));
        String last = labels.remove(labels.size() - 1);
        if (!labels.isEmpty() && labels.get(0).isEmpty()) {
            labels.remove(0);
        }
        return new Name(labels, last.isEmpty() ? Optional.empty() : Optional.of(last));
    }

    /**
     * Something directly under this path.
     *
     * @throws IllegalArgumentException with a sentence, if that is no label, or a lone dot: in a certificate that stands
     *     for the path, and a unikernel which is to run under it would cut the daemon off from all consoles, for
     *     everybody, until it is started again (seen of 2.7.2)
     */
    public Name with(String child) {
        if (child.equals(".")) {
            throw new IllegalArgumentException(
                    "\".\" is no name for anything on Albatross: it stands for the path itself; choose another");
        }
        return new Name(path, Optional.of(child));
    }

    /** All that is under the path. */
    public Name all() {
        return new Name(path, Optional.empty());
    }

    private static String checked(String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException(
                    "\"" + label + "\" is no name on Albatross: 1 to 63 letters, digits, dots"
                            + " and hyphens, the first one no hyphen");
        }
        return label.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return String.join(":", path) + ":" + label.orElse("");
    }
}
