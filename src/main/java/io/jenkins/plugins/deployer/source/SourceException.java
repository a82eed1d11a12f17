package io.jenkins.plugins.deployer.source;

import java.io.IOException;

/** A repository, or what was wanted from it, cannot be had; the message says what, from where, why and what to do. */
public final class SourceException extends IOException {
    private static final long serialVersionUID = 1L;

    SourceException(String message) {
        super(message);
    }

    SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
