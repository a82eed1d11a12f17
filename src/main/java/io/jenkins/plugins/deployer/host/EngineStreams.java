package io.jenkins.plugins.deployer.host;

import java.io.IOException;

/**
 * Connections to a host's engine for a docker client that runs elsewhere; over the connection that is there already where
 * the host is reached by SSH. Close it when the client has ended. Safe for use by several threads.
 */
public final class EngineStreams implements AutoCloseable {
    private final UnixSocketForward.Opening opening;
    private final Runnable end;

    EngineStreams(UnixSocketForward.Opening opening, Runnable end) {
        this.opening = opening;
        this.end = end;
    }

    /** Opens one, which lasts until it is closed. */
    public ByteStream open() throws IOException, InterruptedException {
        return opening.open();
    }

    @Override
    public void close() {
        end.run();
    }
}
