package io.jenkins.plugins.deployer.local.github;

/** What GitHub shows beside a commit. */
public enum CommitState {
    /** It is not known yet, or something was not confirmed. */
    PENDING,
    SUCCESS,
    FAILURE,
    /** Nothing is wrong with the commit, but it was not deployed. */
    ERROR;

    /** GitHub takes no longer description. */
    private static final int LONGEST = 140;

    static String cut(String description) {
        String line = description.lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
