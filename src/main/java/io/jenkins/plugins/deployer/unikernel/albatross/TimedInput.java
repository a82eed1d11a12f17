package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** What comes from a socket until a point in time, however slowly it comes. */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private long end = System.nanoTime();

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** From now on. */
    void limit(Duration limit) {
        end = System.nanoTime() + limit.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left < 1) {
            throw new SocketTimeoutException("nothing more came in time");
        }
        socket.setSoTimeout((int) left);
        try {
            return in.read(bytes, offset, length);
        } catch (SocketException e) {
            // What breaks under TLS is told as what TLS itself tells.
            throw socket instanceof SSLSocket ? new SSLException(e.getMessage(), e) : e;
        }
    }
}
