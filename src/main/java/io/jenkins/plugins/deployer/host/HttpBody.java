package io.jenkins.plugins.deployer.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** The body of an answer, taken out of the connection's bytes by one of the three ways to mark its end (RFC 9112, 6). */
final class HttpBody extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private final boolean endless;
    private long left;
    private boolean ended;
    private boolean first = true;

    private HttpBody(InputStream in, boolean chunked, boolean endless, long left) {
        this.in = in;
        this.chunked = chunked;
        this.endless = endless;
        this.left = left;
        ended = !chunked && left == 0;
    }

    static HttpBody sized(InputStream in, long length) {
        return new HttpBody(in, false, false, length);
    }

    static HttpBody chunked(InputStream in) {
        return new HttpBody(in, true, false, 0);
    }

    static HttpBody untilTheEnd(InputStream in) {
        return new HttpBody(in, false, true, Long.MAX_VALUE);
    }

    boolean endsTheConnection() {
        return endless;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ended && chunked && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = in.read(bytes, offset, (int) Math.min(length, left));
        if (count < 0 && endless) {
            ended = true;
            return -1;
        }
        if (count < 0) {
            throw new EOFException("it ended early");
        }
        left -= count;
        ended = left == 0 && !chunked;
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !HttpAnswer.line(in).isEmpty()) {
            throw new ProtocolException("a chunk of the answer is longer than it says");
        }
        first = false;
        String size = HttpAnswer.line(in).split(";", 2)[0].strip();
        if (!size.matches("[0-9A-Fa-f]{1,15}")) {
            throw new ProtocolException("a chunk of the answer has no length");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            ended = true;
            while (!HttpAnswer.line(in).isEmpty()) {
                // A trailer, which says nothing that we need.
                continue;
            }
        }
    }
}
