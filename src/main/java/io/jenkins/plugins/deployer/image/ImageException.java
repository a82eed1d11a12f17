package io.jenkins.plugins.deployer.image;

import java.io.IOException;

/**
 * An image could not be built, found, kept or published. The message is a sentence for the person who must act: what
 * was being done, to which image, what happened, and what to do where that is known.
 */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What a caller can do about it. */
    public enum Kind {
        /** The image, or the repository, is not there. */
        NOT_FOUND,
        /** The registry wants another login, or more rights. */
        DENIED,
        /** The registry could not be reached, was busy or broken, until the deadline: later it may work. */
        UNAVAILABLE,
        /** Anything else: trying again changes nothing. */
        FAILED
    }

    private final Kind kind;

    public ImageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public ImageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
