package io.jenkins.plugins.deployer.host;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connection to an engine that carries one request after the other. Used by one thread at a time; closed by any. */
final class KeptSocket implements AutoCloseable {
    /** How much of an answer that nobody wants any more is read to keep its connection, and for how long. */
    private static final int LONGEST_REST = 64 * 1024;

    private static final int REST_MILLIS = 100;
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final Socket socket;
    private final InputStream in;
    private volatile long since = System.nanoTime();

    KeptSocket(Socket socket) throws IOException {
        this.socket = socket;
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Sends a request and reads the answer's beginning.
     *
     * @param silence how many milliseconds the other side may say nothing
     */
    HttpAnswer ask(HttpRequest request, String authority, int silence) throws IOException {
        socket.setSoTimeout(silence);
        request.send(socket.getOutputStream(), authority);
        return HttpAnswer.read(in);
    }

    /** Gets ready for the next request. @return whether it can carry one */
    boolean finished(HttpAnswer answer) {
        since = System.nanoTime();
        if (!answer.isReusable()) {
            return false;
        }
        try {
            socket.setSoTimeout(REST_MILLIS);
            return answer.body().readNBytes(LONGEST_REST).length < LONGEST_REST;
        } catch (IOException e) {
            // The answer goes on, or the connection has ended: it is of no use either way.
            return false;
        }
    }

    /** Whether it is so old that it is likely to have died. */
    boolean isOld() {
        return System.nanoTime() - since > OLDEST.toNanos();
    }

    /** Whether the other side has not ended it, as far as can be seen; takes a millisecond. */
    boolean isAlive() {
        try {
            socket.setSoTimeout(1);
            in.mark(1);
            if (in.read() >= 0) {
                in.reset();
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no further use, however it ended.
            return;
        }
    }
}
