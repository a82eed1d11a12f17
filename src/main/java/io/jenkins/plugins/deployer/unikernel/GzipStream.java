package io.jenkins.plugins.deployer.unikernel;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What is packed with gzip, in one member or many (RFC 1952). Java's own reader takes one more frame of the stack for
 * each empty member, and ends after the first where the network is slow.
 */
final class GzipStream extends InputStream {
    private static final int CHUNK = 64 * 1024;
    private static final int ID1 = 0x1f;
    private static final int ID2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream packed;
    private final byte[] chunk = new byte[CHUNK];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private int start;
    private int end;
    private boolean inMember;
    private boolean atEnd;

    /** @param packed from its first byte on */
    GzipStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (length > 0 && !atEnd) {
            if (!inMember) {
                startMember();
            } else {
                int count = inflate(target, offset, length);
                if (count > 0) {
                    checksum.update(target, offset, count);
                    return count;
                }
            }
        }
        return length == 0 ? 0 : -1;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(target, offset, length);
            if (count == 0) {
                goOn();
            }
            return count;
        } catch (DataFormatException e) {
            throw new IOException("what gzip packed is damaged", e);
        }
    }

    private void goOn() throws IOException {
        if (inflater.finished()) {
            start = end - inflater.getRemaining();
            endMember();
        } else if (inflater.needsDictionary()) {
            throw new IOException("what gzip packed needs a dictionary");
        } else if (inflater.needsInput()) {
            start = end;
            if (!fill()) {
                throw new EOFException("what gzip packed ends too early");
            }
            inflater.setInput(chunk, start, end - start);
        }
    }

    private void startMember() throws IOException {
        if (start == end && !fill()) {
            atEnd = true;
            return;
        }
        if (next() != ID1 || next() != ID2 || next() != DEFLATE) {
            throw new IOException("what gzip packed is followed by something else");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw new IOException("gzip packed it in a way that we do not know");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        skipText(flags & NAME);
        skipText(flags & COMMENT);
        skip((flags & HEADER_CRC) == 0 ? 0 : 2);
        inflater.reset();
        inflater.setInput(chunk, start, end - start);
        checksum.reset();
        inMember = true;
    }

    private void endMember() throws IOException {
        if (number() != checksum.getValue() || number() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new IOException("what gzip packed is damaged");
        }
        inMember = false;
    }

    private long number() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void skipText(int flag) throws IOException {
        int character = flag;
        while (character != 0) {
            character = next();
        }
    }

    private int next() throws IOException {
        if (start == end && !fill()) {
            throw new EOFException("what gzip packed ends too early");
        }
        return chunk[start++] & 0xff;
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, packed.read(chunk, 0, chunk.length));
        return end > 0;
    }
}
