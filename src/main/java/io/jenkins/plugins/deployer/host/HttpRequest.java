package io.jenkins.plugins.deployer.host;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * One request.
 *
 * @param target path and query; what may not be in one as it is, is percent-encoded when it is sent
 * @param body empty for none
 */
record HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {
    /** Beside letters and digits, what a path and a query may contain, and the percent sign of what is encoded already. */
    private static final String PLAIN = "-._~:/?@!$&'()*+,;=%";

    HttpRequest {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[ -~]*")) {
                throw new IllegalArgumentException("no header of HTTP: " + name);
            }
        });
    }

    /** @param authority the engine's name in the header {@code Host} */
    ClassicHttpRequest message(String authority) {
        ClassicHttpRequest message = new BasicClassicHttpRequest(method, encoded());
        message.setHeader(HttpHeaders.HOST, authority);
        message.setHeader(HttpHeaders.USER_AGENT, "deployer");
        if (body.length > 0 || !(method.equals("GET") || method.equals("DELETE"))) {
            message.setHeader(HttpHeaders.CONTENT_LENGTH, body.length);
            message.setEntity(new ByteArrayEntity(body, null));
        }
        headers.forEach(message::setHeader);
        return message;
    }

    private String encoded() {
        StringBuilder encoded = new StringBuilder();
        for (byte each : target.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (alphanumeric || PLAIN.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append(String.format("%%%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
