package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A {@link Socket} over a {@link SocketChannel}. It reaches unix sockets, which {@code java.net} does not, and unlike
 * a plain socket its calls end when their thread is interrupted, and there is an end to writing to somebody who does
 * not read.
 */
final class ChannelSocket extends Socket {
    /** How many milliseconds a write may wait at least, if there is a time-out at all. */
    private static final int LEAST_WRITE_MILLIS = 60_000;

    private final SocketAddress address;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private volatile int readTimeout;

    private ChannelSocket(SocketAddress address) throws IOException {
        this.address = address;
        channel = address instanceof UnixDomainSocketAddress
                ? SocketChannel.open(StandardProtocolFamily.UNIX)
                : SocketChannel.open();
        channel.configureBlocking(false);
        if (address instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        }
        readable = Selector.open();
        writable = Selector.open();
    }

    /** As {@link Dialer#connect}. */
    static Socket dial(SocketAddress address, int timeout) throws IOException {
        ChannelSocket socket = new ChannelSocket(resolved(address));
        try {
            socket.connect(timeout);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static SocketAddress resolved(SocketAddress address) throws UnknownHostException {
        if (!(address instanceof InetSocketAddress internet && internet.isUnresolved())) {
            return address;
        }
        return new InetSocketAddress(InetAddress.getByName(internet.getHostString()), internet.getPort());
    }

    private void connect(int timeout) throws IOException {
        if (!channel.connect(address)) {
            channel.register(writable, SelectionKey.OP_CONNECT);
            await(writable, timeout, "connecting");
            channel.finishConnect();
        }
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                int count = channel.read(buffer);
                while (count == 0) {
                    await(readable, readTimeout, "reading");
                    count = channel.read(buffer);
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                ChannelSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    if (channel.write(buffer) == 0) {
                        awaitWritable();
                    }
                }
            }

            @Override
            public void close() throws IOException {
                ChannelSocket.this.close();
            }
        };
    }

    /** What was written in part cannot be gone on with, so then the socket ends. */
    private void awaitWritable() throws IOException {
        try {
            await(writable, readTimeout == 0 ? 0 : Math.max(readTimeout, LEAST_WRITE_MILLIS), "writing");
        } catch (SocketTimeoutException e) {
            close();
            throw e;
        }
    }

    /** @param timeout milliseconds; 0 for none */
    private void await(Selector selector, int timeout, String doing) throws IOException {
        try {
            int ready = selector.select(timeout);
            selector.selectedKeys().clear();
            if (Thread.currentThread().isInterrupted()) {
                close();
                throw new InterruptedIOException("interrupted while " + doing);
            }
            if (!channel.isOpen()) {
                throw new SocketException("the socket was closed while " + doing);
            }
            if (ready == 0 && timeout > 0) {
                throw new SocketTimeoutException("no progress within " + timeout + " ms while " + doing);
            }
        } catch (ClosedSelectorException e) {
            throw new IOException("the socket was closed while " + doing, e);
        }
    }

    /** Safe to call from any thread; whoever waits in this socket is woken with an exception. */
    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }

    @Override
    public void setSoTimeout(int timeout) {
        readTimeout = timeout;
    }

    @Override
    public int getSoTimeout() {
        return readTimeout;
    }

    /** It is on from the beginning. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return address;
    }

    @Override
    public InetAddress getInetAddress() {
        return address instanceof InetSocketAddress internet ? internet.getAddress() : InetAddress.getLoopbackAddress();
    }

    @Override
    public String toString() {
        return "socket to " + address;
    }
}
