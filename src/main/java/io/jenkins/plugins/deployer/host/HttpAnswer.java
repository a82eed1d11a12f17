package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** The answer to one request; its body has to be read before the connection can serve again. */
final class HttpAnswer {
    private final ClassicHttpResponse response;
    private final InputStream body;

    HttpAnswer(ClassicHttpResponse response) throws IOException {
        this.response = response;
        HttpEntity entity = response.getEntity();
        body = entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    int status() {
        return response.getCode();
    }

    boolean isSuccessful() {
        return status() >= 200 && status() < 300;
    }

    /** @return the value of a header; empty if there is none */
    String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? "" : header.getValue();
    }

    /** Ends where the body ends, and fails where the connection ends before. */
    InputStream body() {
        return body;
    }

    /** The beginning of the body as text. */
    String text(int limit) throws IOException {
        return new String(body.readNBytes(limit), StandardCharsets.UTF_8).strip();
    }

    ClassicHttpResponse response() {
        return response;
    }
}
