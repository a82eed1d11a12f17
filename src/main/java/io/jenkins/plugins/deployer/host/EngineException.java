package io.jenkins.plugins.deployer.host;

import java.io.IOException;

/** A conversation with a Docker engine failed; the message says with which host, about what and why. */
public final class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status the HTTP status of the answer; 0 if there was none */
    public EngineException(String message, int status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status of the answer; 0 if the engine could not be reached or the connection broke. */
    public int status() {
        return status;
    }
}
