package io.jenkins.plugins.deployer.local;

/** As much of long ids as people compare. */
final class Brief {
    private static final int DIGITS = 12;

    private Brief() {}

    /** {@code sha256:0123456789ab}. */
    static String digest(String digest) {
        int colon = digest.indexOf(':') + 1;
        return digest.substring(0, Math.min(digest.length(), colon + DIGITS));
    }

    /** The first digits of a commit. */
    static String commit(String id) {
        return id.substring(0, Math.min(id.length(), DIGITS));
    }
}
