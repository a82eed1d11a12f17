package io.jenkins.plugins.deployer.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request of HTTP/1.1 (RFC 9112).
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

    /** Sends it in one piece. */
    void send(OutputStream out, String authority) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + encoded() + " HTTP/1.1\r\n");
        head.append("Host: ").append(authority).append("\r\nUser-Agent: deployer\r\n");
        if (body.length > 0 || !(method.equals("GET") || method.equals("DELETE"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        out.write(whole);
        out.flush();
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
