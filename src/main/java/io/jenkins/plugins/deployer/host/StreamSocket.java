package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A {@link Socket} whose bytes go through something else than a socket, such as a channel of SSH. */
public final class StreamSocket extends Socket {
    private final ByteStream stream;
    private volatile boolean closed;
    private volatile int readTimeout;

    public StreamSocket(ByteStream stream) {
        this.stream = stream;
    }

    @Override
    public InputStream getInputStream() {
        return stream.in();
    }

    @Override
    public OutputStream getOutputStream() {
        return stream.out();
    }

    @Override
    public void close() {
        closed = true;
        stream.close();
    }

    @Override
    public void setSoTimeout(int timeout) {
        readTimeout = timeout;
        stream.setReadTimeout(timeout);
    }

    @Override
    public int getSoTimeout() {
        return readTimeout;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Whether a channel's packets wait for more is up to the connection below it, which does not let them.
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void shutdownInput() {
        close();
    }

    @Override
    public void shutdownOutput() throws IOException {
        stream.out().close();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public String toString() {
        return "socket over " + stream;
    }
}
