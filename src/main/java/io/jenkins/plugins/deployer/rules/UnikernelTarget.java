package io.jenkins.plugins.deployer.rules;

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
}
