package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Messages after their length in four bytes, the first one the most significant (src/vmm_lwt.ml). After a time-out in
 * the middle of a message reading goes on where it was.
 */
final class Frames {
    /** More than any message but an image needs, so that a server cannot fill the memory. */
    private static final int LONGEST = 16 << 20;

    private final InputStream in;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private Optional<ByteBuffer> body = Optional.empty();

    Frames(InputStream in) {
        this.in = in;
    }

    /** @return empty at the end of the stream, which a length of 0 says too */
    Optional<byte[]> next() throws IOException {
        if (body.isEmpty()) {
            int count = length();
            if (count == 0) {
                return Optional.empty();
            }
            if (count > LONGEST) {
                throw new MalformedException("the beginning of a message of " + count + " bytes");
            }
            body = Optional.of(ByteBuffer.allocate(count));
        }
        ByteBuffer reading = body.get();
        if (!fill(reading)) {
            throw new EOFException("it ended in the middle of a message");
        }
        body = Optional.empty();
        return Optional.of(reading.array());
    }

    /** Of the next message, which the caller then reads from the stream by itself; 0 at the end of the stream. */
    int length() throws IOException {
        if (!fill(length)) {
            if (length.position() > 0) {
                throw new EOFException("it ended in the middle of a message");
            }
            return 0;
        }
        int count = length.flip().getInt();
        length.clear();
        if (count < 0) {
            throw new MalformedException("a message of a negative length");
        }
        return count;
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            int count = in.read(buffer.array(), buffer.position(), buffer.remaining());
            if (count < 0) {
                return false;
            }
            buffer.position(buffer.position() + count);
        }
        return true;
    }
}
