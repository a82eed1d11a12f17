package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

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
        return in.read(bytes, offset, length);
    }
}
