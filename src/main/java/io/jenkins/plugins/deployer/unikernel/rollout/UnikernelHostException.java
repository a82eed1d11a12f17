package io.jenkins.plugins.deployer.unikernel.rollout;

import java.io.IOException;

/** A host of unikernels did not do what it was to; the message says which, what, why and what to do. */
public final class UnikernelHostException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What a caller can act on. */
    public enum Kind {
        /** It cannot be reached, or broke off: may pass by itself. What was to be changed may have been. */
        PASSING,
        /** It, or what guards it, says no, and will say so again; the unikernel is not to blame. */
        LASTING,
        /**
         * The new unikernel cannot be started there, though the host itself is in order and has what it wants: it is to
         * blame, and goes into quarantine.
         */
        NOT_STARTED
    }

    private final Kind kind;

    public UnikernelHostException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
