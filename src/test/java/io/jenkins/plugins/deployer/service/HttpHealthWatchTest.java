package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about addresses that do not answer as they should. */
class HttpHealthWatchTest {
    private static final InetSocketAddress SOMEWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final HttpHealthWatch watch = new HttpHealthWatch(Clock.systemUTC());

    @AfterEach
    void close() {
        watch.close();
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        HttpServer server = HttpServer.create(SOMEWHERE, 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/login");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(error("http://127.0.0.1:" + server.getAddress().getPort() + "/healthz"))
                    .isEqualTo("it answered 302");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_port_where_nobody_listens_refuses() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(error("http://127.0.0.1:" + port + "/healthz")).isEqualTo("the connection was refused");
    }

    @Test
    void an_answer_that_never_ends_is_none() throws IOException {
        HttpServer server = HttpServer.create(SOMEWHERE, 0);
        server.createContext("/", exchange -> exchange.sendResponseHeaders(200, 10));
        server.start();
        try {
            assertThat(error("http://127.0.0.1:" + server.getAddress().getPort() + "/healthz"))
                    .isEqualTo("no answer within 5.0 s");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_name_that_nobody_knows_is_said_to_be_the_trouble() {
        assertThat(error("http://web.invalid/healthz")).isEqualTo("its host name is not known");
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_said_to_be_the_trouble(@TempDir Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        HttpsServer server = HttpsServer.create(SOMEWHERE, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory.resolve("keys"))));
        server.start();
        try {
            assertThat(error("https://127.0.0.1:" + server.getAddress().getPort() + "/healthz"))
                    .isEqualTo("its certificate is signed by nobody whom this Java trusts");
        } finally {
            server.stop(0);
        }
    }

    private String error(String address) {
        HealthCheck check = new HealthCheck(URI.create(address), 200, Duration.ofSeconds(1));
        Eventually.holds(address + " was asked", Duration.ofSeconds(60), () -> watch.seen("id", check, Gap.NONE)
                .lastError()
                .isPresent());
        return watch.seen("id", check, Gap.NONE).lastError().orElseThrow();
    }

    private static SSLContext selfSigned(Path keys) throws IOException, GeneralSecurityException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "web",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=web",
                        "-ext",
                        "san=ip:127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
