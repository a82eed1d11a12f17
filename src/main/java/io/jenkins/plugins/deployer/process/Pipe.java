package io.jenkins.plugins.deployer.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * An output of a command, which can be left behind although a process in the background still holds it open. A read
 * that blocks cannot be ended from outside; its (daemon) thread then stays until that process ends, and reads nothing.
 */
final class Pipe extends InputStream {
    private final InputStream stream;
    private volatile boolean left;
    private volatile boolean reading;
    private volatile long readingSince;

    Pipe(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        readingSince = System.nanoTime();
        reading = true;
        int count = stream.read(bytes, offset, length);
        reading = false;
        return left ? -1 : count;
    }

    /** Whether its reader has been waiting for the next byte for so long. */
    boolean silentFor(Duration time) {
        return reading && System.nanoTime() - readingSince >= time.toNanos();
    }

    /** Hands on nothing from now on. */
    void leave() {
        left = true;
    }
}
