package io.jenkins.plugins.deployer.unikernel;

/**
 * How much an image may make us do, so that a hostile one ends in a sentence.
 *
 * @param file the largest file that is taken out, in bytes
 * @param unpacked how much all layers that are read may unpack to, in bytes
 */
public record UnpackLimits(long file, long unpacked) {
    private static final long GIBIBYTE = 1L << 30;

    /** Unikernels have some MiB; images that they are built in have some GiB. */
    public static final UnpackLimits DEFAULT = new UnpackLimits(GIBIBYTE, 32 * GIBIBYTE);

    public UnpackLimits {
        if (file < 1 || unpacked < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
