package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.util.Optional;
import javax.net.SocketFactory;
import okhttp3.HttpUrl;

/**
 * How bytes reach the engine of one endpoint. {@code toString} is the endpoint as people write it.
 *
 * <p>A socket's {@code connect} fails with an {@link EngineException} whose sentence says what to do; whoever talks to
 * the engine puts the host's name before it.
 */
interface Transport extends AutoCloseable {
    /**
     * Makes sockets that lead to the engine, whatever address they are told to connect to.
     *
     * @param dropIdle closes sockets that are kept for later use, for when there can be no more
     */
    SocketFactory sockets(Runnable dropIdle);

    /** The address for the request line and, with TLS, the name that the certificate must be for. */
    HttpUrl url();

    /** With what certificates to speak TLS over the sockets; empty: the sockets are private as they are. */
    Optional<Tls> tls();

    /** Opens what can be opened before the first socket is asked for; does nothing where that is nothing. */
    void open() throws EngineException, InterruptedException;

    /** What a failure means that the HTTP client met above the sockets, where this kind of endpoint knows more. */
    default Optional<EngineException> explained(IOException e) {
        return Optional.empty();
    }

    /**
     * How the docker client reaches the engine.
     *
     * @param dropIdle as for {@link #sockets}
     */
    ClientAccess clientAccess(Runnable dropIdle) throws EngineException;

    @Override
    void close();
}
