package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.host.EngineException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The unix sockets of a server: who may open them may do everything there, under every path.
 *
 * @param directory of the server, {@code /run/albatross} on Linux
 */
record SocketWay(Path directory, List<String> path, Dialer dialer, TimeLimits limits) implements Way {
    /** The server cannot take more, as it counts the bytes of a message with 31 bits. */
    private static final long MOST = Integer.MAX_VALUE - (1 << 20);

    private static final long LONGEST_PAUSE_MILLIS = 50;

    SocketWay {
        path = List.copyOf(path);
    }

    @Override
    public Conversation open(Name name, Request request, Filling filling) throws IOException {
        Path file = directory.resolve("util").resolve(request.service().socket());
        Socket socket = connected(file);
        try {
            socket.setSoTimeout((int) limits.transferring().toMillis());
            DerParts frame = request.frame(name, 0);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10);
            out.write(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(Math.toIntExact(frame.length()))
                    .array());
            out.write(frame.head());
            filling.writeTo(out);
            out.write(frame.tail());
            out.flush();
            return new Conversation(socket, socket, () -> false);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Socket connected(Path file) throws IOException {
        long end = System.nanoTime() + limits.connecting().toNanos();
        try {
            while (true) {
                try {
                    return dialer.connect(UnixDomainSocketAddress.of(file), (int)
                            limits.connecting().toMillis());
                } catch (IOException e) {
                    awaitTurn(e, end);
                }
            }
        } catch (EngineException e) {
            throw new AlbatrossException(
                    AlbatrossException.Kind.UNREACHABLE,
                    "the Albatross daemon of " + file + " cannot be reached: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new AlbatrossException(
                    AlbatrossException.Kind.UNREACHABLE,
                    "the Albatross daemon of " + file + " cannot be reached (" + e.getMessage()
                            + "); is it running there, and is this user in the group that owns the socket?",
                    e);
        }
    }

    /** The daemons let one wait in front of the door (src/vmm_lwt.ml, {@code server_socket}) and send the others away. */
    private static void awaitTurn(IOException refusal, long end) throws IOException {
        boolean crowded = String.valueOf(refusal.getMessage()).contains("temporarily unavailable");
        if (!crowded || System.nanoTime() - end > 0) {
            throw refusal;
        }
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(5, LONGEST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while others are connecting");
        }
    }

    @Override
    public Way under(String label, Policy policy) {
        List<String> further = new ArrayList<>(path);
        further.add(label);
        return new SocketWay(directory, further, dialer, limits);
    }

    @Override
    public boolean streamsImages() {
        return false;
    }

    @Override
    public long mostInCommand() {
        return MOST;
    }

    @Override
    public String toString() {
        return "Albatross in " + directory;
    }
}
