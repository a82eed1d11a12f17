package io.jenkins.plugins.deployer.report;

/** As much of an id as people need to tell it from others. */
public final class Brief {
    private static final int COMMIT = 10;
    private static final int DIGEST = "sha256:".length() + 12;

    private Brief() {}

    public static String commit(String commit) {
        return first(commit, COMMIT);
    }

    public static String digest(String digest) {
        return first(digest, DIGEST);
    }

    private static String first(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }
}
