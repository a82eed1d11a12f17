package io.jenkins.plugins.deployer.jenkins.steps;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes so many bytes and silently drops the rest: an agent may say what it likes. For one thread at a time. */
final class Bounded extends FilterOutputStream {
    private long left;

    Bounded(OutputStream out, long most) {
        super(out);
        this.left = most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int taken = (int) Math.min(left, count);
        left -= taken;
        out.write(bytes, offset, taken);
    }
}
