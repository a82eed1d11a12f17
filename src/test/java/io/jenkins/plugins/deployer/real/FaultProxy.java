package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network: forwards connections to a server until it is told to cut, refuse or stall them. It stands in front of
 * a registry, sshd or an engine's socket. Safe for use by several threads.
 */
public final class FaultProxy implements Part {
    private enum State {
        FORWARDING,
        REFUSING,
        STALLED
    }

    /** The first byte of a TLS connection (RFC 8446, section 5.1: a record of type handshake). */
    private static final byte TLS_HANDSHAKE = 22;

    private final SocketAddress server;
    private final boolean plainOnly;
    private final ServerSocketChannel listener;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger live = new AtomicInteger();
    private State state = State.FORWARDING;

    private FaultProxy(SocketAddress server, boolean plainOnly, ServerSocketChannel listener) {
        this.server = server;
        this.plainOnly = plainOnly;
        this.listener = listener;
        daemon("accept", this::accept);
    }

    /** Listens on a free port of 127.0.0.1 in front of another one. */
    public static FaultProxy toPort(int port) {
        return onPort(new InetSocketAddress("127.0.0.1", port));
    }

    /** Listens on a free port of 127.0.0.1 in front of a TCP or unix socket. */
    public static FaultProxy onPort(SocketAddress server) {
        return onPort(server, false);
    }

    /**
     * Closes connections that begin with a TLS handshake: an engine tries TLS first, and the JDK's HTTP server would
     * wait for the end of that line for ever.
     */
    static FaultProxy plainOnly(SocketAddress server) {
        return onPort(server, true);
    }

    private static FaultProxy onPort(SocketAddress server, boolean plainOnly) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress("127.0.0.1", 0));
            return new FaultProxy(server, plainOnly, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens on a unix socket in front of another. */
    public static FaultProxy onSocket(Path socket, Path server) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
            return new FaultProxy(UnixDomainSocketAddress.of(server), false, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of 127.0.0.1 that clients use. */
    public int port() {
        try {
            return ((InetSocketAddress) listener.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many connections clients have made. */
    public int connections() {
        return accepted.get();
    }

    /** How many of them clients have not ended, nor has anything else. */
    public int liveConnections() {
        return live.get();
    }

    /** Cuts every connection now; new ones are forwarded again. */
    public void cut() {
        open.forEach(FaultProxy::close);
    }

    /** Cuts every connection and closes new ones before their first byte. */
    public void refuse() {
        become(State.REFUSING);
        cut();
    }

    /** Keeps connections, and takes new ones, but nothing passes until {@link #heal()}. */
    public void stall() {
        become(State.STALLED);
    }

    /** Forwards again. */
    public void heal() {
        become(State.FORWARDING);
    }

    @Override
    public void close() {
        if (!listener.isOpen()) {
            return;
        }
        try {
            SocketAddress address = listener.getLocalAddress();
            listener.close();
            cut();
            heal();
            if (address instanceof UnixDomainSocketAddress unix) {
                Files.deleteIfExists(unix.getPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State state() {
        return state;
    }

    private synchronized void waitWhileStalled() throws InterruptedException {
        while (state == State.STALLED) {
            wait();
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel client = listener.accept();
                accepted.incrementAndGet();
                if (state() == State.REFUSING) {
                    client.close();
                    continue;
                }
                open.add(client);
                daemon("connect", () -> connect(client));
            } catch (IOException e) {
                // The listener was closed, or a client left before it was accepted.
                continue;
            }
        }
    }

    private void connect(SocketChannel client) {
        live.incrementAndGet();
        try {
            waitWhileStalled();
            SocketChannel target = SocketChannel.open(server);
            open.add(target);
            daemon("answers", () -> copy(target, client));
            copy(client, target);
        } catch (IOException e) {
            close(client);
        } catch (InterruptedException e) {
            close(client);
            Thread.currentThread().interrupt();
        } finally {
            live.decrementAndGet();
        }
    }

    private void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(16384);
        boolean first = true;
        try {
            while (from.read(buffer.clear()) >= 0) {
                waitWhileStalled();
                buffer.flip();
                if (first && plainOnly && buffer.get(0) == TLS_HANDSHAKE) {
                    throw new IOException("TLS is not spoken here");
                }
                first = false;
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}
