package io.jenkins.plugins.deployer.unikernel;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of which only small pieces are looked at, in any order. Offsets and lengths come from the file: never trusted. */
final class RandomAccess implements Closeable {
    private final FileChannel channel;
    private final long size;

    RandomAccess(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    long size() {
        return size;
    }

    /** @param offset and {@code length} as unsigned numbers */
    boolean has(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    /**
     * @param what they are, for the sentence
     * @param length a small number that was checked to be one
     * @return the bytes, as a little-endian buffer
     * @throws Fault if they are not all in the file
     */
    ByteBuffer bytes(String what, long offset, int length) throws IOException, Fault {
        if (!has(offset, length)) {
            throw beyond(what, offset, length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new Fault("it became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    Fault beyond(String what, long offset, long length) {
        return new Fault(what + " (" + Long.toUnsignedString(length) + " bytes at " + Long.toUnsignedString(offset)
                + ") would lie beyond its end, as it has only " + size + " bytes; it may have been cut short");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
