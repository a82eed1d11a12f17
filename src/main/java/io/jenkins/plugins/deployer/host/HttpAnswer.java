package io.jenkins.plugins.deployer.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The answer to one request of HTTP/1.1 (RFC 9112); its body has to be read before the connection can serve again. */
final class HttpAnswer {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_HEADERS = 200;

    private final int status;
    private final Map<String, String> headers;
    private final HttpBody body;

    private HttpAnswer(int status, Map<String, String> headers, HttpBody body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Reads up to the body, passing over interim answers. */
    static HttpAnswer read(InputStream in) throws IOException {
        while (true) {
            String[] words = line(in).split(" ", 3);
            if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
                throw new ProtocolException("the answer is not HTTP");
            }
            Map<String, String> headers = headers(in);
            int status = Integer.parseInt(words[1]);
            if (status >= 200) {
                return new HttpAnswer(status, headers, body(status, headers, in));
            }
        }
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MOST_HEADERS) {
                throw new ProtocolException("the answer's headers are not HTTP");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private static HttpBody body(int status, Map<String, String> headers, InputStream in) throws ProtocolException {
        if (status == 204 || status == 304) {
            return HttpBody.sized(in, 0);
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return HttpBody.chunked(in);
        }
        String length = headers.getOrDefault("content-length", "");
        if (length.isEmpty()) {
            return HttpBody.untilTheEnd(in);
        }
        if (!length.matches("\\d{1,18}")) {
            throw new ProtocolException("the answer's length is not a number");
        }
        return HttpBody.sized(in, Long.parseLong(length));
    }

    /** A line without its end. */
    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("it ended early");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("a line of the answer is too long");
            }
            line.append((char) c);
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    int status() {
        return status;
    }

    boolean isSuccessful() {
        return status >= 200 && status < 300;
    }

    /** @return the value of a header; empty if there is none */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Ends where the body ends, and fails where the connection ends before. */
    InputStream body() {
        return body;
    }

    /** The beginning of the body as text. */
    String text(int limit) throws IOException {
        return new String(body.readNBytes(limit), StandardCharsets.UTF_8).strip();
    }

    /** Whether the connection can carry another request, once the rest of the body has been read. */
    boolean isReusable() {
        return !body.endsTheConnection() && !header("Connection").equalsIgnoreCase("close");
    }
}
