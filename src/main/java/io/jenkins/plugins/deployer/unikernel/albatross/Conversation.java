package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One connection, over which a command was sent. Used by one thread; {@link #close} may be called by another. */
final class Conversation implements AutoCloseable {
    /** The server makes room for each piece at once. */
    private static final int CHUNK = 64 << 10;

    private final Socket connection;
    private final TimedInput in;
    private final OutputStream out;
    private final Frames frames;
    private final BooleanSupplier deaf;

    /**
     * @param connection what the socket goes over, or itself
     * @param deaf whether the server takes nothing more, though something may have come from it
     */
    Conversation(Socket socket, Socket connection, BooleanSupplier deaf) throws IOException {
        this.connection = connection;
        this.deaf = deaf;
        in = new TimedInput(socket);
        out = socket.getOutputStream();
        frames = new Frames(in);
    }

    /**
     * The next thing the server says.
     *
     * @return empty if it has closed the connection
     * @throws SocketTimeoutException if it says nothing in this time; it can be asked again
     */
    Optional<Reply> next(Duration limit) throws IOException {
        in.limit(limit);
        Optional<byte[]> frame = frames.next();
        return frame.isPresent() ? Optional.of(ReplyDer.decoded(frame.get())) : Optional.empty();
    }

    /**
     * What the server says, as it comes.
     *
     * @param limit until all of it was read
     * @return empty if it has closed the connection
     */
    Optional<InputStream> nextStream(Duration limit) throws IOException {
        in.limit(limit);
        int length = frames.length();
        return length == 0 ? Optional.empty() : Optional.of(new BoundedInput(in, length));
    }

    /**
     * Sends an image in pieces, and that there are no more (daemon/albatross_tls_endpoint.ml, {@code read_image}): the
     * server begins when it has heard that, and not if the connection ends before. Ends early when the server takes
     * nothing more: what it says next, if anything, is why.
     */
    void stream(InputStream image, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        ByteBuffer chunk = ByteBuffer.allocate(Integer.BYTES + CHUNK);
        int count = image.readNBytes(chunk.array(), Integer.BYTES, CHUNK);
        while (count > 0 && !deaf.getAsBoolean()) {
            Interruption.check("sending an image");
            out.write(chunk.putInt(0, count).array(), 0, Integer.BYTES + count);
            if (System.nanoTime() - end > 0) {
                throw new SocketTimeoutException("the image did not go over in " + limit.toSeconds() + " s");
            }
            count = image.readNBytes(chunk.array(), Integer.BYTES, CHUNK);
        }
        out.write(new byte[Integer.BYTES]);
        out.flush();
    }

    /** At once: a socket of TLS would wait for the other side to close too, which a console does not. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
