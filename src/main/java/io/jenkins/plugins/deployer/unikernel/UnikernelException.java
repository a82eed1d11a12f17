package io.jenkins.plugins.deployer.unikernel;

import java.io.IOException;

/**
 * A unikernel cannot be had or used. The message is one sentence for the person who must act: which file of which
 * image, what is wrong with it, and what to do where that is known.
 */
public final class UnikernelException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is, which says what a caller can do. */
    public enum Kind {
        /** The image has no such file. */
        MISSING,
        /** The image or the file is damaged, too large, hostile, or of a kind that we cannot read. */
        INVALID,
        /** The unikernel is sound, but not what the rule, or the host, asks for. */
        UNFIT,
        /** This machine could not store or read the file: later it may work. */
        STORAGE
    }

    private final Kind kind;

    public UnikernelException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public UnikernelException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
