package io.jenkins.plugins.deployer.image;

import static io.jenkins.plugins.deployer.image.TinyServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads to registries that send us elsewhere, and from sources that fail. */
class BlobUploadTest {
    private static final byte[] CONTENT = "a layer".getBytes(StandardCharsets.UTF_8);
    private static final Descriptor BLOB =
            new Descriptor("layer", Digest.of(CONTENT).text(), CONTENT.length, Optional.empty(), false);

    private final List<TinyServer> servers = new ArrayList<>();

    @AfterEach
    void closeServers() {
        servers.forEach(TinyServer::close);
    }

    @Test
    void goes_where_a_relative_location_with_a_query_leads() throws Exception {
        AtomicReference<String> received = new AtomicReference<>();
        TinyServer registry = serve(exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Location", "/elsewhere?state=a%2Fb");
                answer(exchange, 202, "text/plain", "");
            } else {
                received.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                answer(exchange, 201, "text/plain", "");
            }
        });

        send(registry, Optional.empty(), () -> new ByteArrayInputStream(CONTENT));

        assertThat(received).hasValue("a layer");
        assertThat(registry.requests())
                .containsExactly("POST /v2/a/b/blobs/uploads/", "PUT /elsewhere?state=a%2Fb&digest=" + BLOB.digest());
    }

    @Test
    void sends_the_content_again_but_not_the_login_where_a_redirect_leads() throws Exception {
        AtomicReference<String> received = new AtomicReference<>();
        AtomicReference<String> told = new AtomicReference<>("nothing");
        TinyServer storage = serve(exchange -> {
            told.set(exchange.getRequestHeaders().getFirst("Authorization"));
            received.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 201, "text/plain", "");
        });
        TinyServer registry = serve(exchange -> {
            if (!exchange.getRequestHeaders().containsKey("Authorization")) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
                answer(exchange, 401, "text/plain", "");
            } else if (exchange.getRequestMethod().equals("POST")) {
                exchange.getResponseHeaders().set("Location", "/v2/a/b/blobs/uploads/1");
                answer(exchange, 202, "text/plain", "");
            } else {
                exchange.getResponseHeaders().set("Location", "http://" + storage.address() + "/bucket");
                answer(exchange, 307, "text/plain", "");
            }
        });

        send(registry, Optional.of(new Login("ann", "secret")), () -> new ByteArrayInputStream(CONTENT));

        assertThat(received).hasValue("a layer");
        assertThat(told).hasValue(null);
    }

    @Test
    void says_what_the_source_said_when_that_fails() {
        TinyServer registry = serve(exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Location", "/upload");
            answer(exchange, 202, "text/plain", "");
        });
        BlobUpload.Source broken = () -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new ImageException(ImageException.Kind.NOT_FOUND, "the source has it no longer");
            }
        };

        assertThatThrownBy(() -> send(registry, Optional.empty(), broken)).hasMessage("the source has it no longer");
    }

    @Test
    void stays_with_tls_when_the_registry_does_not_know_that_its_proxy_does_it() throws Exception {
        assertThat(location("https://registry.example.org/v2/", "http://registry.example.org/upload?a=%2F"))
                .isEqualTo(URI.create("https://registry.example.org/upload?a=%2F"));
        assertThat(location("https://registry.example.org:444/v2/", "http://registry.example.org/upload"))
                .isEqualTo(URI.create("https://registry.example.org:444/upload"));
        assertThat(location("https://registry.example.org/v2/", "https://storage.example.org/upload"))
                .isEqualTo(URI.create("https://storage.example.org/upload"));
    }

    private static URI location(String request, String location) throws IOException {
        HttpHeaders headers = HttpHeaders.of(Map.of("Location", List.of(location)), (name, value) -> true);
        BodyStream none = new BodyStream(Deadline.in(Duration.ZERO), Duration.ZERO);
        return RegistryRepository.location(new Answer(URI.create(request), 202, headers, none));
    }

    private TinyServer serve(HttpHandler handler) {
        TinyServer server = new TinyServer(handler);
        servers.add(server);
        return server;
    }

    private static void send(TinyServer registry, Optional<Login> login, BlobUpload.Source source) throws Exception {
        RegistryConnection connection = new RegistryConnection(
                new RegistryAddress(registry.address()),
                true,
                new Http(new RegistryTrust(List.of())),
                name -> login,
                line -> {});
        new BlobUpload(new RegistryRepository(connection, "a/b"), "push a/b:c", BLOB, source)
                .send(Deadline.in(Duration.ofSeconds(20)));
    }
}
