package io.jenkins.plugins.deployer.image;

import static io.jenkins.plugins.deployer.image.TinyServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What no real registry can be asked to do: bad answers, slow ones, and those of token servers. */
class RegistryClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** An image without layers. */
    private static final String MANIFEST =
            """
            {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
             "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "size": 2,
              "digest": "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
             "layers": []}
            """;

    private static final String DIGEST =
            Digest.of(MANIFEST.getBytes(StandardCharsets.UTF_8)).text();

    private final List<AutoCloseable> servers = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final RegistryClient anonymous = client(Logins.NONE);

    @AfterEach
    void closeServers() throws Exception {
        for (AutoCloseable server : servers) {
            server.close();
        }
    }

    @Test
    void computes_the_digest_when_the_registry_does_not_say_it() throws Exception {
        TinyServer registry = serve(RegistryClientTest::manifest);

        assertThat(anonymous.resolve(image(registry, "a/b:c"), Deadline.in(LONG)))
                .isEqualTo(DIGEST);
        assertThat(registry.requests()).containsExactly("HEAD /v2/a/b/manifests/c", "GET /v2/a/b/manifests/c");
    }

    @Test
    void refuses_content_that_does_not_have_the_digest_asked_for() {
        TinyServer registry = serve(RegistryClientTest::manifest);
        ImageName other = image(registry, "a/b").withDigest("sha256:" + "0".repeat(64));

        assertThatThrownBy(() -> anonymous.manifest(other, Deadline.in(LONG)))
                .hasMessageContaining("sent for a/b@sha256:000")
                .hasMessageContaining("does not have this digest");
    }

    @Test
    void gets_an_anonymous_token_once_for_many_questions() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        TinyServer registry = serve(withTokens(exchange -> {
            tokens.incrementAndGet();
            assertThat(exchange.getRequestHeaders()).doesNotContainKey("Authorization");
            answer(exchange, 200, "application/json", "{\"token\": \"t1\", \"expires_in\": 300}");
        }));

        anonymous.manifest(image(registry, "a/b:c"), Deadline.in(LONG));
        anonymous.manifest(image(registry, "a/b:d"), Deadline.in(LONG));

        assertThat(tokens).hasValue(1);
        assertThat(registry.requests())
                .containsExactly(
                        "GET /v2/a/b/manifests/c",
                        "GET /token?who=me&service=tests&scope=repository%3Aa%2Fb%3Apull",
                        "GET /v2/a/b/manifests/c",
                        "GET /v2/a/b/manifests/d");
    }

    @Test
    void gets_a_token_with_the_login() throws Exception {
        AtomicReference<String> said = new AtomicReference<>();
        TinyServer registry = serve(withTokens(exchange -> {
            said.set(exchange.getRequestHeaders().getFirst("Authorization"));
            answer(exchange, 200, "application/json", "{\"access_token\": \"t1\"}");
        }));

        client(user("ann", "secret")).manifest(image(registry, "a/b:c"), Deadline.in(LONG));

        assertThat(said).hasValue("Basic YW5uOnNlY3JldA==");
    }

    @Test
    void trades_an_identity_token_for_a_token() throws Exception {
        AtomicReference<String> form = new AtomicReference<>();
        TinyServer registry = serve(withTokens(exchange -> {
            form.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "application/json", "{\"access_token\": \"t1\"}");
        }));

        client(name -> Optional.of(Login.identityToken("refresh+me")))
                .manifest(image(registry, "a/b:c"), Deadline.in(LONG));

        assertThat(form.get())
                .isEqualTo("service=tests&grant_type=refresh_token&client_id=deployer"
                        + "&refresh_token=refresh%2Bme&scope=repository%3Aa%2Fb%3Apull");
    }

    @Test
    void takes_no_token_that_cannot_be_one() {
        TinyServer registry = serve(withTokens(
                exchange -> answer(exchange, 200, "application/json", "{\"token\": \"t1\\r\\nHost: evil\"}")));

        assertThat(failure(anonymous, image(registry, "a/b:c"), SHORT)).hasMessageContaining("gave no usable token");
    }

    @Test
    void takes_a_token_that_is_said_to_live_for_ever() throws Exception {
        TinyServer registry = serve(withTokens(exchange -> answer(
                exchange, 200, "application/json", "{\"token\": \"t1\", \"expires_in\": " + Long.MAX_VALUE + "}")));

        assertThat(anonymous
                        .manifest(image(registry, "a/b:c"), Deadline.in(LONG))
                        .digest())
                .isEqualTo(DIGEST);
    }

    @Test
    void gets_a_new_token_when_the_registry_no_longer_takes_the_old_one() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        AtomicReference<String> good = new AtomicReference<>();
        TinyServer registry = serve(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                good.set("t" + tokens.incrementAndGet());
                answer(exchange, 200, "application/json", "{\"token\": \"" + good + "\", \"expires_in\": 300}");
            } else if (("Bearer " + good).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                manifest(exchange);
            } else {
                challenge(exchange);
            }
        });
        anonymous.manifest(image(registry, "a/b:c"), Deadline.in(LONG));

        good.set("revoked");

        anonymous.manifest(image(registry, "a/b:c"), Deadline.in(LONG));
        assertThat(tokens).hasValue(2);
    }

    @Test
    void asks_for_a_token_that_is_good_for_both_repositories_of_a_mount() throws Exception {
        AtomicReference<String> tokenRequest = new AtomicReference<>();
        TinyServer registry = serve(exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            if (request.startsWith("GET /token")) {
                tokenRequest.set(request);
                answer(exchange, 200, "application/json", "{\"token\": \"t1\"}");
            } else if (!exchange.getRequestHeaders().containsKey("Authorization")) {
                challenge(exchange);
            } else if (request.startsWith("POST ")) {
                assertThat(tokenRequest.get())
                        .endsWith("&scope=repository%3Aa%2Fb%3Apull&scope=repository%3Ac%2Fd%3Apull%2Cpush");
                answer(exchange, 201, "text/plain", "");
            } else if (request.startsWith("HEAD ")) {
                answer(exchange, 404, "text/plain", "");
            } else if (request.startsWith("PUT ")) {
                answer(exchange, 201, "text/plain", "");
            } else {
                manifest(exchange);
            }
        });

        anonymous.copy(image(registry, "a/b:c"), image(registry, "c/d:e"), Deadline.in(LONG));

        assertThat(registry.requests()).contains("PUT /v2/c/d/manifests/e");
    }

    @Test
    void goes_on_with_a_layer_where_the_connection_broke() throws Exception {
        byte[] content = "0123456789".getBytes(StandardCharsets.UTF_8);
        AtomicInteger asked = new AtomicInteger();
        TinyServer registry = serve(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            // The third time it does not know ranges, and sends all from the start.
            int start = asked.incrementAndGet() == 3 ? 0 : from;
            exchange.sendResponseHeaders(start == 0 ? 200 : 206, content.length - start);
            exchange.getResponseBody().write(content, start, asked.get() < 3 ? 3 : content.length - start);
            exchange.getResponseBody().flush();
        });
        Descriptor layer = new Descriptor("layer", Digest.of(content).text(), content.length, Optional.empty(), false);

        try (InputStream stream = anonymous.open(image(registry, "a/b"), layer, Deadline.in(LONG))) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    void does_not_end_a_layer_that_is_not_what_was_asked_for() throws Exception {
        TinyServer registry = serve(exchange -> answer(exchange, 200, "layer", "something else"));
        Descriptor layer = new Descriptor("layer", "sha256:" + "0".repeat(64), 14, Optional.empty(), false);

        try (InputStream stream = anonymous.open(image(registry, "a/b"), layer, Deadline.in(LONG))) {
            assertThatThrownBy(stream::readAllBytes).hasMessageContaining("does not have this digest");
        }
    }

    @Test
    void names_a_layer_that_is_cut_short() throws Exception {
        TinyServer registry = serve(exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            answer(exchange, range == null ? 200 : 206, "layer", range == null ? "0123" : "");
        });
        Descriptor layer = new Descriptor("layer", "sha256:" + "0".repeat(64), 14, Optional.empty(), false);

        try (InputStream stream = anonymous.open(image(registry, "a/b"), layer, Deadline.in(LONG))) {
            assertThatThrownBy(stream::readAllBytes).hasMessageContaining("it has only 4 of 14 bytes");
        }
    }

    @Test
    void names_a_login_that_cannot_be_had() {
        TinyServer registry = serve(RegistryClientTest::challenge);
        RegistryClient client = client(name -> {
            throw new IOException("the vault is sealed");
        });

        assertThat(failure(client, image(registry, "a/b:c"), LONG))
                .hasMessage("the login for " + registry.address() + " cannot be had: the vault is sealed")
                .extracting(ImageException::kind)
                .isEqualTo(ImageException.Kind.DENIED);
    }

    @Test
    void says_who_was_refused_and_what_to_do() {
        TinyServer registry = serve(exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
            answer(
                    exchange,
                    401,
                    "application/json",
                    "{\"errors\": [{\"code\": \"DENIED\", \"message\": \"requested access to the resource is denied\"}]}");
        });
        ImageName image = image(registry, "a/b:c");

        assertThat(failure(anonymous, image, LONG))
                .hasMessage(registry.address() + " refused to get a/b:c: denied: requested access to the resource is"
                        + " denied; log in with 'docker login " + registry.address() + "'")
                .extracting(ImageException::kind)
                .isEqualTo(ImageException.Kind.DENIED);
        assertThat(failure(client(user("ann", "secret")), image, LONG))
                .hasMessageContaining("refused to get a/b:c as ann: denied")
                .hasMessageNotContaining("secret");
    }

    @Test
    void says_that_the_token_server_refused_the_login() {
        TinyServer registry = serve(withTokens(
                exchange -> answer(exchange, 401, "application/json", "{\"details\": \"incorrect password\"}")));

        assertThat(failure(client(user("ann", "secret")), image(registry, "a/b:c"), LONG))
                .hasMessageContaining("refused the login as ann: incorrect password; log in with 'docker login ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void keeps_the_password_from_a_token_server_without_tls() {
        TinyServer registry = serve(exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"http://evil.example.org/token\"");
            answer(exchange, 401, "application/json", "");
        });

        assertThat(failure(client(user("ann", "secret")), image(registry, "a/b:c"), LONG))
                .hasMessageContaining("wants the password sent to evil.example.org over a plain connection");
    }

    @Test
    void does_not_tell_another_host_who_we_are_when_redirected() throws Exception {
        AtomicReference<String> told = new AtomicReference<>("nothing");
        TinyServer storage = serve(exchange -> {
            told.set(exchange.getRequestHeaders().getFirst("Authorization"));
            manifest(exchange);
        });
        TinyServer registry = serve(exchange -> {
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                exchange.getResponseHeaders().set("Location", "http://" + storage.address() + "/elsewhere?signed=yes");
                answer(exchange, 307, "text/html", "<a href=…>Temporary Redirect</a>");
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
                answer(exchange, 401, "application/json", "");
            }
        });

        Manifest manifest = client(user("ann", "secret")).manifest(image(registry, "a/b:c"), Deadline.in(LONG));

        assertThat(manifest.digest()).isEqualTo(DIGEST);
        assertThat(told).hasValue(null);
        assertThat(storage.requests()).containsExactly("GET /elsewhere?signed=yes");
    }

    @Test
    void ends_redirects_that_go_round_in_circles() {
        TinyServer registry = serve(exchange -> {
            exchange.getResponseHeaders().set("Location", "/again");
            answer(exchange, 307, "text/html", "");
        });

        assertThat(failure(anonymous, image(registry, "a/b:c"), SHORT))
                .hasMessageContaining("it redirected more than 5 times");
    }

    @Test
    void waits_as_long_as_a_busy_registry_asks_for() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TinyServer registry = serve(exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.getResponseHeaders().set("Retry-After", "1");
                tooMany(exchange);
            } else {
                manifest(exchange);
            }
        });

        anonymous.manifest(image(registry, "a/b:c"), Deadline.in(LONG));

        assertThat(log)
                .containsExactly(registry.address()
                        + " could not get a/b:c: toomanyrequests: You have reached your pull rate limit (HTTP status"
                        + " 429); trying again in 1 s");
    }

    @Test
    void gives_up_at_once_when_a_busy_registry_asks_for_more_time_than_there_is() {
        TinyServer registry = serve(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            tooMany(exchange);
        });

        assertThat(failure(anonymous, image(registry, "a/b:c"), LONG))
                .hasMessageEndingWith("(HTTP status 429); gave up after 1 attempt")
                .extracting(ImageException::kind)
                .isEqualTo(ImageException.Kind.UNAVAILABLE);
    }

    @Test
    void asks_again_when_an_answer_breaks_off() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        TinyServer registry = serve(exchange -> {
            if (asked.incrementAndGet() == 1) {
                exchange.sendResponseHeaders(200, MANIFEST.length());
                exchange.getResponseBody().write(MANIFEST.substring(0, 10).getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            } else {
                manifest(exchange);
            }
        });

        assertThat(anonymous
                        .manifest(image(registry, "a/b:c"), Deadline.in(LONG))
                        .digest())
                .isEqualTo(DIGEST);
    }

    @Test
    void does_not_wait_beyond_the_deadline_for_an_answer_that_stalls() {
        CountDownLatch done = new CountDownLatch(1);
        TinyServer registry = serve(exchange -> {
            exchange.sendResponseHeaders(200, MANIFEST.length());
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(done);
        });

        try {
            assertThat(failure(anonymous, image(registry, "a/b:c"), SHORT))
                    .hasMessageContaining("could not get a/b:c: nothing came for");
        } finally {
            done.countDown();
        }
    }

    @Test
    void can_be_interrupted_while_an_answer_stalls() throws Exception {
        CountDownLatch stalling = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        TinyServer registry = serve(exchange -> {
            exchange.sendResponseHeaders(200, MANIFEST.length());
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            stalling.countDown();
            await(done);
        });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread asking = new Thread(() -> {
            try {
                anonymous.manifest(image(registry, "a/b:c"), Deadline.in(LONG));
            } catch (ImageException | InterruptedException e) {
                thrown.set(e);
            }
        });
        asking.start();
        stalling.await();

        asking.interrupt();
        asking.join(LONG.toMillis());

        done.countDown();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void takes_only_so_much_for_a_manifest() {
        TinyServer registry = serve(
                exchange -> answer(exchange, 200, MediaType.OCI_MANIFEST, " ".repeat(4 * 1024 * 1024) + MANIFEST));

        assertThat(failure(anonymous, image(registry, "a/b:c"), LONG))
                .hasMessageContaining("could not get a/b:c: the answer has more than 4194304 bytes");
    }

    @Test
    void takes_the_status_of_an_error_whose_page_is_long() {
        TinyServer registry = serve(exchange -> answer(exchange, 404, "text/html", " ".repeat(1024 * 1024)));

        assertThat(failure(anonymous, image(registry, "a/b:c"), LONG))
                .hasMessageContaining("could not get a/b:c: HTTP status 404")
                .extracting(ImageException::kind)
                .isEqualTo(ImageException.Kind.NOT_FOUND);
    }

    @Test
    void names_what_is_not_an_image_manifest() {
        TinyServer registry = serve(exchange -> answer(
                exchange, 200, "application/vnd.docker.distribution.manifest.v1+prettyjws", "{\"schemaVersion\": 1}"));

        assertThat(failure(anonymous, image(registry, "a/b:c"), LONG))
                .hasMessageContaining("manifest.v1+prettyjws, which is no image manifest that we know");
    }

    @Test
    void says_that_a_registry_cannot_be_reached() {
        TinyServer registry = serve(RegistryClientTest::manifest);
        ImageName image = image(registry, "a/b:c");
        registry.close();

        assertThat(failure(anonymous, image, SHORT))
                .hasMessageContaining("could not get a/b:c: it cannot be reached (")
                .extracting(ImageException::kind)
                .isEqualTo(ImageException.Kind.UNAVAILABLE);
        assertThat(log).isNotEmpty();
    }

    @Test
    void says_that_an_image_is_not_there() {
        TinyServer registry = serve(exchange -> answer(exchange, 404, "application/json", ""));

        assertThatThrownBy(() -> anonymous.resolve(image(registry, "a/b:c"), Deadline.in(LONG)))
                .hasMessage(registry.address() + " has no image a/b:c; check the name, or push it first")
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.kind()).isEqualTo(ImageException.Kind.NOT_FOUND));
    }

    private RegistryClient client(Logins logins) {
        return new RegistryClient(logins, Set.of(), log::add, new RegistryTrust(List.of()));
    }

    private static Logins user(String name, String password) {
        return registry -> Optional.of(new Login(name, password));
    }

    private TinyServer serve(HttpHandler handler) {
        TinyServer server = new TinyServer(handler);
        servers.add(server);
        return server;
    }

    private static ImageName image(TinyServer registry, String rest) {
        return ImageName.parse(registry.address() + "/" + rest);
    }

    private static ImageException failure(RegistryClient client, ImageName image, Duration within) {
        return catchThrowableOfType(ImageException.class, () -> client.manifest(image, Deadline.in(within)));
    }

    /** A registry whose token {@code t1} is to be had from the handler. */
    private static HttpHandler withTokens(HttpHandler tokenServer) {
        return exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                tokenServer.handle(exchange);
            } else if ("Bearer t1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                manifest(exchange);
            } else {
                challenge(exchange);
            }
        };
    }

    private static void challenge(HttpExchange exchange) throws IOException {
        String realm = "http://" + exchange.getRequestHeaders().getFirst("Host") + "/token?who=me";
        exchange.getResponseHeaders()
                .set(
                        "WWW-Authenticate",
                        "Bearer realm=\"" + realm + "\",service=\"tests\",scope=\"repository:a/b:pull\"");
        answer(exchange, 401, "application/json", "{\"errors\": [{\"code\": \"UNAUTHORIZED\"}]}");
    }

    private static void manifest(HttpExchange exchange) throws IOException {
        answer(exchange, 200, MediaType.OCI_MANIFEST, MANIFEST);
    }

    private static void tooMany(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                429,
                "application/json",
                "{\"errors\": [{\"code\": \"TOOMANYREQUESTS\", \"message\": \"You have reached your pull rate limit\"}]}");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
