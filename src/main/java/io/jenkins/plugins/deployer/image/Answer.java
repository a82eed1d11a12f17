package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * The answer to an HTTP request. To be closed.
 *
 * @param uri of what answered in the end, after redirects
 * @param body still arriving
 */
record Answer(URI uri, int status, HttpHeaders headers, BodyStream body) implements AutoCloseable {
    private static final int REST = 64 * 1024;

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /**
     * The whole body.
     *
     * @param limit how many bytes at the most
     * @throws TooLong if there are more
     * @throws IOException if the connection broke
     */
    byte[] bytes(int limit) throws IOException {
        byte[] content = body.readNBytes(limit + 1);
        if (content.length > limit) {
            throw new TooLong("the answer has more than " + limit + " bytes");
        }
        return content;
    }

    /** The beginning of the body, for what only people read. */
    byte[] beginning(int limit) throws IOException {
        return body.readNBytes(limit);
    }

    /** It would be as long if it were asked for again. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        private TooLong(String message) {
            super(message);
        }
    }

    /** Reads what little there may be, so that the connection can be used again; otherwise ends it. */
    @Override
    public void close() {
        try {
            body.readNBytes(REST);
        } catch (IOException e) {
            // The connection is given up below; what the rest of the body was is of no interest.
        } finally {
            body.close();
        }
    }
}
