package io.jenkins.plugins.deployer.host;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.util.Timeout;

/** A connection to an engine that carries one request after the other. Used by one thread at a time; closed by any. */
final class KeptSocket implements AutoCloseable {
    /** How much of an answer that nobody wants any more is read to keep its connection, and for how long. */
    private static final int LONGEST_REST = 64 * 1024;

    private static final int REST_MILLIS = 100;
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();
    private static final Duration OLDEST = Duration.ofMinutes(5);

    private final Socket socket;
    private final DefaultBHttpClientConnection http = new DefaultBHttpClientConnection(LIMITS);
    private volatile long since = System.nanoTime();

    KeptSocket(Socket socket) throws IOException {
        this.socket = socket;
        http.bind(socket);
    }

    /**
     * Sends a request and reads the answer's beginning.
     *
     * @param silence how many milliseconds the other side may say nothing
     */
    HttpAnswer ask(HttpRequest request, String authority, int silence) throws IOException {
        try {
            http.setSocketTimeout(Timeout.ofMilliseconds(silence));
            ClassicHttpRequest message = request.message(authority);
            http.sendRequestHeader(message);
            http.sendRequestEntity(message);
            http.flush();
            ClassicHttpResponse response = http.receiveResponseHeader();
            while (response.getCode() < HttpStatus.SC_OK) {
                response = http.receiveResponseHeader();
            }
            if (MessageSupport.canResponseHaveBody(request.method(), response)) {
                requireAnEnd(response);
                http.receiveResponseEntity(response);
            }
            return new HttpAnswer(response);
        } catch (HttpException e) {
            throw new IOException("the answer is not HTTP: " + e.getMessage(), e);
        }
    }

    /** An engine marks the end of its answers, if not of all its refusals; one without was cut off before the mark. */
    private static void requireAnEnd(ClassicHttpResponse response) throws EOFException {
        if (response.getCode() < HttpStatus.SC_REDIRECTION
                && !response.containsHeader(HttpHeaders.CONTENT_LENGTH)
                && !response.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            throw new EOFException("it ended early");
        }
    }

    /** Gets ready for the next request. @return whether it can carry one */
    boolean finished(HttpAnswer answer) {
        since = System.nanoTime();
        if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(null, answer.response(), null)) {
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
            return !http.isStale();
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
