package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection on the agent. One daemon thread reads it, and holds no more than a chunk that the controller has not
 * taken yet; the rest waits in the network.
 */
final class FarSocket implements FarEnd {
    private static final int CHUNK = 64 * 1024;

    private final SocketChannel channel;
    private final NearEnd near;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable atEnd = () -> {};

    private FarSocket(SocketChannel channel, NearEnd near) {
        this.channel = channel;
        this.near = near;
    }

    /** @param timeout milliseconds */
    static FarSocket connect(FarAddress address, NearEnd near, int timeout) throws IOException {
        SocketAddress resolved = address.resolved();
        SocketChannel channel =
                address.isSocket() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            if (address.isSocket()) {
                channel.connect(resolved);
            } else {
                channel.socket().connect(resolved, timeout);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            }
            return new FarSocket(channel, near);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Begins to read.
     *
     * @param name of the thread
     * @param task done when the connection has been closed
     */
    void start(String name, Runnable task) {
        atEnd = task;
        Thread reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try {
            while (channel.read(buffer.clear()) >= 0) {
                if (!near.received(Arrays.copyOf(buffer.array(), buffer.position()))) {
                    close();
                    return;
                }
            }
            // The other side has said all it had to say, but may still listen.
            near.ended("");
        } catch (IOException | RuntimeException e) {
            // Either the connection has broken or the way back to the controller, which throws what it likes.
            if (!closed.get()) {
                close();
                tell(String.valueOf(e.getMessage()));
            }
        }
    }

    private void tell(String fault) {
        try {
            near.ended(FarAnswer.brief(fault));
        } catch (IOException | RuntimeException e) {
            // The way back is gone, and with it whoever would want to know.
            return;
        }
    }

    @Override
    public void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end();
            atEnd.run();
        }
    }

    private void end() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no further use, however it ended.
            return;
        }
    }
}
