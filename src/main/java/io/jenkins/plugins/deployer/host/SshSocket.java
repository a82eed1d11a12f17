package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/** A {@link Socket} whose bytes go through a channel of an SSH connection. */
final class SshSocket extends Socket {
    private final Opening opening;
    private volatile ByteStream stream;
    private volatile boolean closed;
    private int readTimeout;

    /** Opens the channel. */
    interface Opening {
        ByteStream open() throws IOException;
    }

    SshSocket(Opening opening) {
        this.opening = opening;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        ByteStream opened = opening.open();
        opened.setReadTimeout(readTimeout);
        stream = opened;
        if (closed) {
            opened.close();
            throw new SocketException("the socket was closed while it was connected");
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connected().in();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connected().out();
    }

    private ByteStream connected() throws IOException {
        ByteStream opened = stream;
        if (opened == null) {
            throw new SocketException("the socket is not connected");
        }
        return opened;
    }

    @Override
    public void close() {
        closed = true;
        ByteStream opened = stream;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public void setSoTimeout(int timeout) {
        readTimeout = timeout;
        ByteStream opened = stream;
        if (opened != null) {
            opened.setReadTimeout(timeout);
        }
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
        return stream != null;
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
        connected().out().close();
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public String toString() {
        return "socket over SSH";
    }
}
