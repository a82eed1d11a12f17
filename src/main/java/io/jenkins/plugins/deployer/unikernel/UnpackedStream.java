package io.jenkins.plugins.deployer.unikernel;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The tar of a layer, of which only so much comes: of all layers together, and for each of the headers, which the reader
 * of the tar keeps in memory.
 */
final class UnpackedStream extends FilterInputStream {
    /** Names and links have some KiB at the most; the attributes of a file some more. */
    private static final long LONGEST_HEADER = 1024 * 1024;

    private final BlobSource source;
    private final UnpackBudget budget;
    private long header = -1;

    UnpackedStream(InputStream unpacked, BlobSource source, UnpackBudget budget) {
        super(unpacked);
        this.source = source;
        this.budget = budget;
    }

    void startHeader() {
        header = LONGEST_HEADER;
    }

    void endHeader() {
        header = -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        source.checkTime();
        int count = super.read(target, offset, length);
        if (count > 0) {
            budget.spend(count);
            countHeader(count);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return Math.max(0, read(new byte[(int) Math.min(count, 512)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void countHeader(int count) throws IOException {
        if (header >= 0) {
            header -= count;
            if (header < 0) {
                throw new IOException("a file in it has a header of more than " + LONGEST_HEADER + " bytes");
            }
        }
    }
}
