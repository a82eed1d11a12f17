package io.jenkins.plugins.deployer.local.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhooksTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String PUSH = "{\"ref\": \"refs/heads/live\", \"repository\": {\"full_name\": \"demo/web\"}}";

    private final List<String> pushes = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Webhooks webhooks;
    private int deliveries;

    @BeforeEach
    void listen() throws IOException {
        webhooks = new Webhooks(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new WebhookSecret(SECRET),
                repository -> {
                    pushes.add(repository);
                    return repository.equals("demo/web");
                },
                log::add);
    }

    @AfterEach
    void close() {
        webhooks.close();
    }

    private static String signature(String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String event, String body) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + webhooks.address().getPort() + "/github"))
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", "delivery-" + ++deliveries)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private int signed(String event, String body) throws Exception {
        return send(request(event, body).header("X-Hub-Signature-256", signature(body, SECRET)));
    }

    /** GitHub documents it, with this secret and body. */
    @Test
    void the_signature_is_githubs() {
        assertThat(new WebhookSecret(SECRET)
                        .signed(
                                "Hello, World!".getBytes(StandardCharsets.UTF_8),
                                "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"))
                .isTrue();
    }

    @Test
    void a_signed_push_is_told() throws Exception {
        assertThat(signed("push", PUSH)).isEqualTo(202);
        assertThat(pushes).containsExactly("demo/web");
        assertThat(log).containsExactly("demo/web: told of a push by a webhook");
    }

    @Test
    void so_is_a_change_request() throws Exception {
        assertThat(signed("pull_request", PUSH)).isEqualTo(202);
        assertThat(pushes).containsExactly("demo/web");
    }

    @Test
    void what_is_not_signed_does_nothing() throws Exception {
        assertThat(send(request("push", PUSH))).isEqualTo(401);
        assertThat(send(request("push", PUSH).header("X-Hub-Signature", "sha1=" + "0".repeat(40))))
                .isEqualTo(401);
        assertThat(pushes).isEmpty();
        assertThat(log).hasSize(2).allMatch(line -> line.contains("was not signed with the secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256=00", "é", "sha1="})
    void neither_does_what_is_signed_in_another_way(String signature) throws Exception {
        if (signature.equals("é")) {
            signature = "sha256=\u00e9";
        }
        assertThat(send(request("push", PUSH).header("X-Hub-Signature-256", signature)))
                .isEqualTo(401);
        assertThat(pushes).isEmpty();
    }

    @Test
    void neither_does_what_is_signed_with_another_secret_or_is_of_another_body() throws Exception {
        assertThat(send(request("push", PUSH).header("X-Hub-Signature-256", signature(PUSH, "another"))))
                .isEqualTo(401);
        assertThat(send(request("push", PUSH + " ").header("X-Hub-Signature-256", signature(PUSH, SECRET))))
                .isEqualTo(401);
        assertThat(pushes).isEmpty();
    }

    @Test
    void nothing_is_understood_before_the_signature_is() throws Exception {
        assertThat(send(request("push", "no JSON"))).isEqualTo(401);
        assertThat(signed("push", "no JSON")).isEqualTo(400);
        assertThat(signed("push", "payload=%7B%7D")).isEqualTo(400);
    }

    @Test
    void a_ping_is_answered() throws Exception {
        assertThat(signed("ping", "{}")).isEqualTo(200);
        assertThat(pushes).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"issues", "deployment", "PUSH"})
    void other_events_are_ignored(String event) throws Exception {
        assertThat(signed(event, PUSH)).isEqualTo(204);
        assertThat(pushes).isEmpty();
    }

    @Test
    void a_repository_that_is_of_no_interest_is_ignored() throws Exception {
        assertThat(signed("push", "{\"repository\": {\"full_name\": \"other/web\"}}"))
                .isEqualTo(204);
        assertThat(signed("push", "{\"repository\": 7}")).isEqualTo(204);
        assertThat(signed("push", "[]")).isEqualTo(204);
        assertThat(pushes).containsExactly("other/web");
        assertThat(log).isEmpty();
    }

    @Test
    void a_delivery_counts_once() throws Exception {
        HttpRequest.Builder once = request("push", PUSH).header("X-Hub-Signature-256", signature(PUSH, SECRET));
        assertThat(send(once)).isEqualTo(202);
        assertThat(send(once)).isEqualTo(204);
        assertThat(pushes).hasSize(1);
    }

    @Test
    void what_was_recorded_does_not_count_under_another_delivery() throws Exception {
        assertThat(signed("push", PUSH)).isEqualTo(202);
        assertThat(signed("push", PUSH)).isEqualTo(204);
        assertThat(signed("push", PUSH.replace("live", "feature"))).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void only_post_is_taken(String method) throws Exception {
        assertThat(send(request("push", PUSH).method(method, HttpRequest.BodyPublishers.noBody())))
                .isEqualTo(405);
    }

    @Test
    void what_is_announced_to_be_too_long_is_not_read() throws Exception {
        assertThat(raw("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 26214401\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void what_turns_out_to_be_too_long_is_not_read_to_its_end() throws Exception {
        byte[] chunk = new byte[1 << 20];
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 26; i++) {
                out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
                out.write(chunk);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            assertThat(firstLine(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
        assertThat(pushes).isEmpty();
    }

    @Test
    void clients_that_say_nothing_do_not_keep_others_away_for_ever() throws Exception {
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            assertThat(List.of(first, second, third)).allMatch(Socket::isConnected);
            assertThat(signed("push", PUSH)).isEqualTo(202);
        }
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), webhooks.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return firstLine(socket.getInputStream());
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }
}
