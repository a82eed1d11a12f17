package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A little organisation: a forge with the repository {@code demo/web}, whose branch {@code live} runs as a service; rules;
 * and a person who pushes and runs the command.
 */
final class Organisation extends Forge implements AutoCloseable {
    private static final String WEB = "CMD [\"/bin/busybox\", \"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]";

    private final RealDocker docker;
    private final String service;
    private final int port;
    private Optional<RealService> running = Optional.empty();

    Organisation(RealDocker docker) throws Exception {
        super(docker, "organisation", "demo/web");
        this.docker = docker;
        this.port = Ports.free();
        this.service = docker.unique("web");
        Files.createDirectories(work().resolve("www"));
        Files.writeString(work().resolve("www/healthz"), "ok\n");
        rules(docker.endpoint(), docker.registry().address());
    }

    /** Writes the rules; the service runs on the host {@code toxis}, which is this endpoint. */
    void rules(String endpoint, String registry) throws IOException {
        rules("service: " + service, endpoint, registry);
    }

    /** Rules by which {@code web} is a service of the stack {@link #serviceName()}, whose file is in the repository. */
    void stackRules() throws IOException {
        Files.writeString(
                work().resolve("stack.yaml"),
                """
                version: "3.8"
                services:
                  web:
                    image: $IMAGE
                    networks: [outside]
                    ports: [{target: 8080, published: %d, mode: host}]
                    stop_grace_period: 1s
                    deploy: {update_config: {monitor: 1s, order: stop-first}}
                networks: {outside: {external: true, name: bridge}}
                """
                        .formatted(port));
        rules(
                "stack: {name: " + service + ", file: stack.yaml}",
                docker.endpoint(),
                docker.registry().address());
    }

    private void rules(String what, String endpoint, String registry) throws IOException {
        Files.writeString(
                directory().resolve("rules.yaml"),
                """
                version: 1
                forge: file://%s
                defaults: {staging: "%s/staging"}
                hosts:
                  toxis: {docker: "%s"}
                repositories:
                  demo/web:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - branch: live
                            publish: %s/%s:live
                            services:
                              - {%s, host: toxis, health: {url: "%s", within: 5s}}
                """
                        .formatted(
                                directory().resolve("forge"), registry, endpoint, registry, service, what, healthz()));
    }

    /** Starts the service with a first version that answers. */
    RealService runService() {
        PushedImage first = docker.push(TestImage.serving("first"));
        RealService started = docker.service(
                service,
                first.byDigest(),
                1,
                "--publish",
                "mode=host,published=" + port + ",target=8080",
                "--update-order",
                "stop-first");
        running = Optional.of(started);
        return started.awaitRunning();
    }

    /** Pushes a version that shows this page and works. */
    void push(String branch, String page) throws Exception {
        commit(branch, page, WEB);
    }

    /** Pushes a version that ends at once with code 3. */
    void pushCrashing(String branch) throws Exception {
        commit(branch, "crash", "CMD [\"/bin/busybox\", \"sh\", \"-c\", \"echo no database >&2; exit 3\"]");
    }

    /** Pushes a version that starts, and whose health page is missing. */
    void pushIll(String branch, String page) throws Exception {
        Files.delete(work().resolve("www/healthz"));
        commit(branch, page, WEB);
        Files.writeString(work().resolve("www/healthz"), "ok\n");
    }

    /** Pushes what cannot be built. */
    void pushUnbuildable(String branch) throws Exception {
        commit(branch, "nothing", "COPY missing /missing");
    }

    /** As if {@code git} were the only program that is installed. */
    void uninstallAllButGit() throws IOException {
        Path programs = Files.createDirectories(directory().resolve("programs"));
        Path git = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "git"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        Files.createSymbolicLink(programs.resolve("git"), git);
        set("PATH", programs.toString());
    }

    /** As if the forge were gone. */
    void removeForge() throws IOException {
        Files.move(directory().resolve("forge"), directory().resolve("gone"));
    }

    private void commit(String branch, String page, String command) throws Exception {
        Files.writeString(work().resolve("www/index.html"), page + "\n");
        Files.writeString(
                work().resolve("Dockerfile"),
                "FROM scratch\nCOPY busybox /bin/busybox\nCOPY www /www\n" + command + "\n");
        commitAndPush(branch, page);
    }

    /** What the service shows; empty if it does not answer. */
    Optional<String> page() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Optional.of(HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    RealService service() {
        return running.orElseThrow();
    }

    String serviceName() {
        return service;
    }

    private String healthz() {
        return "http://127.0.0.1:" + port + "/healthz";
    }

    @Override
    public void close() {
        running.ifPresent(RealService::close);
    }
}
