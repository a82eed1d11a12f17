package io.jenkins.plugins.deployer.rules;

/** A processor architecture that images are built for. */
public enum Architecture {
    X86_64("x86_64", "linux/amd64"),
    I386("i386", "linux/386"),
    ARM64("arm64", "linux/arm64"),
    ARM32V7("arm32v7", "linux/arm/v7"),
    PPC64LE("ppc64le", "linux/ppc64le"),
    S390X("s390x", "linux/s390x"),
    RISCV64("riscv64", "linux/riscv64");

    private final String label;
    private final String platform;

    Architecture(String label, String platform) {
        this.label = label;
        this.platform = platform;
    }

    /** The name in rules files and labels, for example {@code x86_64}. */
    public String label() {
        return label;
    }

    /** The name in image indexes as {@code OS/ARCHITECTURE[/VARIANT]} (OCI image index specification). */
    public String platform() {
        return platform;
    }

    @Override
    public String toString() {
        return label;
    }
}
