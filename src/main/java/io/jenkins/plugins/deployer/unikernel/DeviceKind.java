package io.jenkins.plugins.deployer.unikernel;

/** What a device of a Solo5 manifest is ({@code enum mft_type} in Solo5's include/mft_abi.h). */
public enum DeviceKind {
    BLOCK(1, "block device"),
    NETWORK(2, "network");

    private final int type;
    private final String label;

    DeviceKind(int type, String label) {
        this.type = type;
        this.label = label;
    }

    /** The number in the manifest. */
    int type() {
        return type;
    }

    /** For people. */
    public String label() {
        return label;
    }
}
