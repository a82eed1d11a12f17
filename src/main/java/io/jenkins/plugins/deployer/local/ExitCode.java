package io.jenkins.plugins.deployer.local;

/** What the command's exit code says. Part of its contract, as are the names of its options. */
final class ExitCode {
    static final int OK = 0;

    /** Something that was to be done failed. */
    static final int FAILED = 1;

    /** The command line or the rules file is wrong. */
    static final int WRONG_INPUT = 2;

    /** The rules do not allow it, somebody else is at it, or nobody confirmed it. */
    static final int REFUSED = 3;

    private ExitCode() {}
}
