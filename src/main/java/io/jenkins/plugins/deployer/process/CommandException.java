package io.jenkins.plugins.deployer.process;

import java.io.IOException;

/** A command could not be run to its end; the message says which, why and what to do. */
public final class CommandException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kept the command from its end. */
    public enum Reason {
        /** The program, or the directory to run it in, is not there. */
        MISSING,
        /** It was still running after its time-out, and was killed. */
        TIMED_OUT,
        /** What writes its input or reads its output failed; the cause says why. */
        BROKEN,
        /** It ended with a failure; see {@link Finished#orFail}. */
        FAILED
    }

    private final Reason reason;

    CommandException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kept the command from its end. */
    public Reason reason() {
        return reason;
    }
}
