package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.Function;

/**
 * How bytes reach the engine of one endpoint. {@code toString} is the endpoint as people write it.
 *
 * <p>What goes wrong is an {@link EngineException} whose sentence says what to do; whoever talks to the engine puts the
 * host's name before it.
 */
interface Transport extends AutoCloseable {
    /** How long to wait for the other side of a new socket. */
    int CONNECT_MILLIS = 10_000;

    /**
     * Has a connection made.
     *
     * @param explained what to say when there is none; an interrupt, and what is said already, is thrown as it is
     */
    static Socket dial(Dialer dialer, SocketAddress address, Function<IOException, EngineException> explained)
            throws IOException {
        try {
            return dialer.connect(address, CONNECT_MILLIS);
        } catch (EngineException e) {
            throw e;
        } catch (IOException e) {
            boolean interrupted = e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
            throw interrupted ? e : explained.apply(e);
        }
    }

    /**
     * Opens a socket to the engine. Can be interrupted: then the thread's interrupt status stays set.
     *
     * @param dropKept closes sockets that are kept for later use, for when there can be no more
     */
    Socket connect(Runnable dropKept) throws IOException;

    /** The name for the engine in the header {@code Host}. */
    String authority();

    /** Opens what can be opened before the first socket is asked for; does nothing where that is nothing. */
    void open() throws EngineException, InterruptedException;

    /** What a failure means that was met above the sockets, where this kind of endpoint knows more. */
    default Optional<EngineException> explained(IOException e) {
        return Optional.empty();
    }

    /**
     * How the docker client reaches the engine.
     *
     * @param dropKept as for {@link #connect}
     */
    ClientAccess clientAccess(Runnable dropKept) throws EngineException;

    /** A stream to the engine for somebody else's words, until it is closed. */
    ByteStream stream(Runnable dropKept) throws IOException, InterruptedException;

    @Override
    void close();
}
