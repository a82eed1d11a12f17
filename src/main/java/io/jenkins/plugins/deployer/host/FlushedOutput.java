package io.jenkins.plugins.deployer.host;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Sends each write at once. */
final class FlushedOutput extends FilterOutputStream {
    FlushedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int one) throws IOException {
        out.write(one);
        out.flush();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        out.flush();
    }
}
