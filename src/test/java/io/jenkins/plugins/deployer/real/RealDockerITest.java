package io.jenkins.plugins.deployer.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The fixture gives what the other integration tests rely on. */
@ExtendWith(RealDocker.Extension.class)
class RealDockerITest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final RealDocker docker;

    RealDockerITest(RealDocker docker) {
        this.docker = docker;
    }

    @Test
    void a_service_published_in_mode_host_answers_on_the_loopback_address() {
        int port = Ports.free();
        PushedImage image = docker.push(TestImage.healthy("version 1"));
        docker.forget(image);
        String publish = "mode=host,published=" + port + ",target=8080";
        try (RealService service = docker.service(docker.unique("web"), image.byDigest(), 1, "--publish", publish)
                .awaitRunning()) {
            assertThat(page(port)).isEqualTo("version 1");
            PushedImage next = docker.push(TestImage.healthy("version 2"));
            service.update("--image", next.byDigest());
            Eventually.holds("version 2 is served", DEADLINE, () -> page(port).equals("version 2"));
        }
    }

    @Test
    void a_service_on_the_host_network_answers_on_the_loopback_address() {
        int port = Ports.free();
        PushedImage image = docker.push(TestImage.serving("on the host network"));
        try (RealService service = docker.service(
                docker.unique("web"), image.byDigest(), 1, "--network", "host", "--env", "PORT=" + port)) {
            service.awaitRunning();
            Eventually.holds("the page is served", DEADLINE, () -> page(port).equals("on the host network"));
        }
    }

    @Test
    void services_end_as_their_images_say() {
        Map<TestImage, String> expected = Map.of(
                TestImage.exiting(3), "failed: task: non-zero exit (3)",
                TestImage.exiting(0), "complete: ",
                TestImage.exitingAfter(1, 4), "failed: task: non-zero exit (4)",
                TestImage.unhealthy("ill"), "complete: ");
        List<RealService> services = new ArrayList<>();
        try {
            expected.forEach((image, ending) -> {
                RealService service = docker.service(
                        docker.unique("ends"), docker.push(image).byDigest(), 1, "--restart-condition", "none");
                services.add(service);
                Eventually.holds(
                        () -> "it ends with " + ending + ", not " + endings(service), DEADLINE, () -> endings(service)
                                .contains(ending));
            });
            RealService service = docker.service(
                    docker.unique("ends"),
                    docker.push(TestImage.withoutProgram()).byDigest(),
                    1,
                    "--restart-condition",
                    "none");
            services.add(service);
            Eventually.holds("the missing program is named", DEADLINE, () -> endings(service).stream()
                    .anyMatch(ending -> ending.contains("/missing")));
        } finally {
            services.forEach(RealService::remove);
        }
    }

    @Test
    void the_secured_registry_wants_its_password_and_its_authority_trusted() throws Exception {
        RealRegistry registry = docker.securedRegistry();
        PushedImage image =
                docker.push(TestImage.serving("secret"), registry.address() + "/" + docker.unique("s"), "1");
        assertThat(image.digest()).startsWith("sha256:");
        HttpClient client = HttpClient.newBuilder()
                .sslContext(docker.certificates().trust())
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(registry.url() + "/v2/")).build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
        docker.forget(image);
        try (RealService service = docker.service(docker.unique("secret"), image.byDigest(), 1)) {
            service.awaitRunning();
        }
    }

    @Test
    void the_engine_is_reached_through_ssh_and_tls() {
        RealSshd sshd = docker.sshd();
        String overSsh = Shell.run(
                Map.of(),
                new byte[0],
                List.of(
                        "ssh",
                        "-i",
                        sshd.userKey().toString(),
                        "-o",
                        "UserKnownHostsFile=" + sshd.knownHosts(),
                        "-p",
                        Integer.toString(sshd.port()),
                        "root@127.0.0.1",
                        "docker",
                        "info",
                        "--format",
                        "{{.ID}}"));
        assertThat(overSsh).isEqualTo(docker.run("info", "--format", "{{.ID}}"));
        String overTls = Shell.run(
                Map.of(
                        "DOCKER_HOST", docker.tlsEndpoint(),
                        "DOCKER_TLS_VERIFY", "1",
                        "DOCKER_CERT_PATH", docker.certificates().directory().toString()),
                new byte[0],
                List.of("docker", "info", "--format", "{{.ID}}"));
        assertThat(overTls).isEqualTo(overSsh);
    }

    @Test
    void a_restarted_engine_runs_its_services_again() {
        PushedImage image = docker.push(TestImage.serving("back again"));
        try (RealService service =
                docker.service(docker.unique("web"), image.byDigest(), 2).awaitRunning()) {
            docker.restartEngine();
            service.awaitRunning();
        }
    }

    @Test
    void a_registry_with_a_full_disk_takes_no_layer() throws Exception {
        try (RealRegistry small = docker.smallRegistry(500)) {
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest start = HttpRequest.newBuilder(URI.create(small.url() + "/v2/full/blobs/uploads/"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            String upload = client.send(start, HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            HttpRequest layer = HttpRequest.newBuilder(URI.create(small.url()).resolve(upload))
                    .header("Content-Type", "application/octet-stream")
                    .method("PATCH", HttpRequest.BodyPublishers.ofByteArray(new byte[600 * 1024]))
                    .build();
            assertThat(client.send(layer, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(500);
        }
    }

    @Test
    void a_faulty_registry_fails_as_often_as_told_and_passes_on_after_that() throws Exception {
        try (FaultyRegistry registry = docker.faultyRegistry()) {
            registry.fail(503, 2);
            assertThat(List.of(status(registry, "/v2/"), status(registry, "/v2/"), status(registry, "/v2/")))
                    .containsExactly(503, 503, 200);
            registry.failing(429, 1, request -> request.contains("/manifests/"));
            assertThat(status(registry, "/v2/")).isEqualTo(200);
            assertThat(status(registry, "/v2/x/manifests/latest")).isEqualTo(429);
            registry.heal();
            PushedImage image = docker.push(
                    TestImage.serving("through the front"), registry.address() + "/" + docker.unique("f"), "1");
            docker.forget(image);
            docker.run("pull", "--quiet", image.byDigest());
            assertThat(registry.requests()).anyMatch(request -> request.startsWith("PUT /v2/"));
        }
    }

    @Test
    void a_proxy_cuts_refuses_stalls_and_heals() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(docker.registry().port())) {
            assertThat(firstByte(proxy, 10_000)).contains((int) 'H');
            proxy.refuse();
            assertThat(firstByte(proxy, 10_000)).contains(-1);
            proxy.stall();
            assertThat(firstByte(proxy, 200)).isEmpty();
            proxy.heal();
            try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
                socket.setSoTimeout(10_000);
                Eventually.holds("the connection is taken", DEADLINE, () -> proxy.connections() == 4);
                proxy.cut();
                assertThat(read(socket)).contains(-1);
            }
            assertThat(firstByte(proxy, 10_000)).contains((int) 'H');
        }
    }

    private static List<String> endings(RealService service) {
        return service.tasks().stream()
                .map(task -> task.at("/Status/State").asText() + ": "
                        + task.at("/Status/Err").asText())
                .toList();
    }

    private static int status(FaultyRegistry registry, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + registry.address() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String page(int port) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        } catch (IOException e) {
            return "no answer: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** The first byte of a registry's answer, -1 for a closed connection, nothing for silence. */
    private static Optional<Integer> firstByte(FaultProxy proxy, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", proxy.port()));
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("GET /v2/ HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return read(socket);
        }
    }

    private static Optional<Integer> read(Socket socket) {
        try {
            return Optional.of(socket.getInputStream().read());
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(-1);
        }
    }
}
