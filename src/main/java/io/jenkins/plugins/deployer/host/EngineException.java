package io.jenkins.plugins.deployer.host;

import java.io.IOException;

/**
 * A conversation with a host or its Docker engine failed; the message says with which host, about what, why and, where
 * the engine did not say it itself, what to do.
 */
public final class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean passing;

    /**
     * A failure that passes by itself if the status says so: none, 429, 502, 503 or 504.
     *
     * @param status the HTTP status of the answer; 0 if there was none
     */
    public EngineException(String message, int status, Throwable cause) {
        this(message, status, status == 0 || status == 429 || (status >= 502 && status <= 504), cause);
    }

    private EngineException(String message, int status, boolean passing, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.passing = passing;
    }

    /** There was no answer, and there will be none until somebody changes something: a key, a name, a permission. */
    public static EngineException lasting(String message, Throwable cause) {
        return new EngineException(message, 0, false, cause);
    }

    /** There was no answer this time: the host, the network or the engine is down or busy. */
    static EngineException passing(String message, Throwable cause) {
        return new EngineException(message, 0, true, cause);
    }

    /** The same failure, its sentence beginning with the host's name. */
    EngineException of(String host) {
        EngineException named = new EngineException(host + ": " + getMessage(), status, passing, getCause());
        named.setStackTrace(getStackTrace());
        return named;
    }

    /** The HTTP status of the answer; 0 if the engine could not be reached or the connection broke. */
    public int status() {
        return status;
    }

    /**
     * Whether the same call may succeed later without anybody's doing, so that waiting and trying again is worth it.
     * Says nothing about whether a call that changes something took effect.
     */
    public boolean isTransient() {
        return passing;
    }
}
