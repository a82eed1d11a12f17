package io.jenkins.plugins.deployer.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a unikernel runs on: a Solo5 tender or a hypervisor. */
public enum UnikernelTarget {
    HVT,
    SPT,
    VIRTIO,
    MUEN,
    GENODE,
    XEN;

    /** The name in rules files and in the Solo5 ABI, for example {@code hvt}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there are hosts that run it: the tenders of Solo5 and Albatross hosts are {@code hvt} and {@code spt}. */
    public boolean isDeployable() {
        return this == HVT || this == SPT;
    }

    /**
     * The target of this label.
     *
     * @throws IllegalArgumentException with a sentence if there is none
     */
    public static UnikernelTarget parse(String label) {
        List<String> known = Arrays.stream(values()).map(UnikernelTarget::label).toList();
        int index = known.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException("unknown target " + Quoted.text(label)
                    + Suggestion.among(known).sentence(label));
        }
        return values()[index];
    }
}
