package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * Makes the connections that conversations with hosts go over; what is said on them is no affair of it. Used by several
 * threads. Equal dialers get to the same places, so those who use equal ones share connections.
 */
@FunctionalInterface
public interface Dialer {
    /** From this machine. */
    Dialer DIRECT = ChannelSocket::dial;

    /**
     * Connects.
     *
     * @param address an {@link java.net.InetSocketAddress}, which may be unresolved: names mean what they mean where
     *     the connection is made; or a {@link java.net.UnixDomainSocketAddress} there
     * @param timeout how many milliseconds it may take
     * @return connected; its waiting calls end when their thread is interrupted, with the interrupt status set, or when
     *     it is closed
     * @throws EngineException if the dialer has a sentence of its own about what stands in the way
     * @throws IOException as {@link Socket#connect}: {@code ConnectException}, {@code NoRouteToHostException},
     *     {@code SocketTimeoutException}, {@code UnknownHostException}; after an interrupt an
     *     {@code InterruptedIOException}, with the interrupt status set
     */
    Socket connect(SocketAddress address, int timeout) throws IOException;
}
