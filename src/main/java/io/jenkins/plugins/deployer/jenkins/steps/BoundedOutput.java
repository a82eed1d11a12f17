package io.jenkins.plugins.deployer.jenkins.steps;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the first bytes of what is written to it, and passes over the rest. Safe for use by several threads. */
final class BoundedOutput extends OutputStream {
    private final int most;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /** @param most bytes that are kept */
    BoundedOutput(int most) {
        this.most = most;
    }

    @Override
    public synchronized void write(int b) {
        if (kept.size() < most) {
            kept.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        kept.write(bytes, offset, Math.min(count, most - kept.size()));
    }

    /** What was kept, as UTF-8. */
    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
