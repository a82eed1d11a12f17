package io.jenkins.plugins.deployer.unikernel.solo5;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a command on a host is given to read, sent by a thread of its own: a write to a channel heeds no interrupt, and the
 * host may answer before it has read everything, for instance because its disk is full. It ends with the command.
 */
final class Sending implements AutoCloseable {
    private static final int CHUNK = 128 * 1024;

    private final OutputStream out;
    private final byte[] first;
    private final Optional<PartOfFile> then;
    private volatile long sent;
    private volatile boolean closed;

    private Sending(OutputStream out, byte[] first, Optional<PartOfFile> then) {
        this.out = out;
        this.first = first;
        this.then = then;
    }

    static Sending start(OutputStream out, byte[] first, Optional<PartOfFile> then) {
        Sending sending = new Sending(out, first, then);
        Thread thread = new Thread(sending::send, "sending to a Solo5 host");
        thread.setDaemon(true);
        thread.start();
        return sending;
    }

    private void send() {
        try (out) {
            out.write(first);
            if (then.isPresent()) {
                send(then.get());
            }
            out.flush();
        } catch (IOException e) {
            // The command ended, or the connection did: what it answered, or did not, tells more.
            closed = true;
        }
    }

    private void send(PartOfFile part) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (FileChannel file = FileChannel.open(part.file(), StandardOpenOption.READ)) {
            file.position(part.from());
            int count = file.read(ByteBuffer.wrap(chunk));
            while (count >= 0 && !closed) {
                out.write(chunk, 0, count);
                sent += count;
                count = file.read(ByteBuffer.wrap(chunk));
            }
        }
    }

    /** How many bytes of the file are on their way so far. */
    long sent() {
        return sent;
    }

    /** No more than is on its way already. */
    @Override
    public void close() {
        closed = true;
    }
}
