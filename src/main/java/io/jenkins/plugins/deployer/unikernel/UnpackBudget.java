package io.jenkins.plugins.deployer.unikernel;

/** How much may still be unpacked. */
final class UnpackBudget {
    private final String image;
    private final long limit;
    private long left;

    UnpackBudget(String image, long limit) {
        this.image = image;
        this.limit = limit;
        this.left = limit;
    }

    void spend(long bytes) throws UnikernelException {
        left -= bytes;
        if (left < 0) {
            throw new UnikernelException(
                    UnikernelException.Kind.INVALID,
                    "the layers of " + image + " unpack to more than " + limit
                            + " bytes; build the unikernel in a stage of its own and copy it 'FROM scratch'");
        }
    }
}
