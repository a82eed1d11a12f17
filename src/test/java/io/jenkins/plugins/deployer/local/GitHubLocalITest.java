package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a GitHub App, and told of pushes, with a GitHub that is played and private repositories that are real. */
class GitHubLocalITest {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Pattern LISTENING = Pattern.compile("listening for webhooks on (http://\\S+)");

    @TempDir
    private Path directory;

    private final List<String> statuses = new CopyOnWriteArrayList<>();
    private volatile int answer = 201;
    private GitRepository web;
    private HttpGit gitHub;
    private String first;

    @BeforeEach
    void prepare() throws Exception {
        web = GitRepository.in(directory.resolve("demo/web"));
        first = web.write("Dockerfile", "FROM scratch\n").commit("first");
        web.git("branch", "live");
        gitHub = HttpGit.serve(directory, HttpGit.Kind.PRIVATE).with("/api/v3/", this::api);
        Files.writeString(directory.resolve("secret"), "shared\n");
        Files.writeString(directory.resolve("app.pem"), key());
        programs();
        rules();
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    private String forge() {
        String text = gitHub.url("x").text();
        return text.substring(0, text.length() - 2);
    }

    private void rules() throws IOException {
        Files.writeString(
                directory.resolve("rules.yaml"),
                """
                version: 1
                forge: %s
                hosts: {toxis: {docker: "unix:///nowhere/docker.sock"}}
                repositories:
                  demo/web:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - branch: live
                            publish: registry.example.org/web:live
                            services: [{service: web, host: toxis}]
                """
                        .formatted(forge()));
    }

    /** Nothing can be built: a build is not what this is about. */
    private void programs() throws IOException {
        Path git = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "git"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        Files.createDirectories(directory.resolve("programs"));
        Files.createSymbolicLink(directory.resolve("programs/git"), git);
    }

    private static String key() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private void api(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = 200;
        String text = "{\"id\": 5, \"name\": \"web\", \"full_name\": \"demo/web\", \"owner\": {\"login\": \"demo\"}}";
        if (path.endsWith("/access_tokens")) {
            status = 201;
            text = "{\"token\": \"" + HttpGit.PASSWORD + "\", \"expires_at\": \"2099-01-01T00:00:00Z\"}";
        } else if (path.contains("/statuses/")) {
            statuses.add(path.substring(path.lastIndexOf('/') + 1) + " " + body);
            status = answer;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private JarRun start(String... arguments) throws IOException {
        return JarRun.start(
                directory,
                Map.of(
                        "PATH", directory.resolve("programs").toString(),
                        "HOME", directory.toString(),
                        "XDG_STATE_HOME", directory.resolve("state").toString()),
                Stream.concat(Stream.of("local"), Stream.of(arguments)).toArray(String[]::new));
    }

    private String[] app(String... more) {
        return Stream.concat(
                        Stream.of("--github-app-id=1234", "--github-private-key-file=app.pem", "--github-account=demo"),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private static URI place(JarRun run) {
        run.awaitLog("listening for webhooks on ");
        Matcher place = LISTENING.matcher(run.err());
        assertThat(place.find()).isTrue();
        return URI.create(place.group(1));
    }

    private static int send(URI place, String body, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        HttpRequest request = HttpRequest.newBuilder(place)
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Delivery", body)
                .header(
                        "X-Hub-Signature-256",
                        "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8))))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String push(String commit) {
        return "{\"after\": \"" + commit + "\", \"repository\": {\"full_name\": \"demo/web\"}}";
    }

    private String pushed() throws Exception {
        String commit = web.write("a", "2").commit("second");
        web.git("update-ref", "refs/heads/live", commit);
        return commit;
    }

    @Test
    void a_private_repository_is_built_and_its_commit_says_what_became_of_it() throws Exception {
        try (JarRun run = start(app("--confirm", "never"))) {
            run.await();

            assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
            assertThat(run.err()).contains("branch live is at " + first.substring(0, 10));
            assertThat(statuses).hasSize(2).allMatch(status -> status.startsWith(first));
            assertThat(statuses.get(0)).contains("\"state\":\"pending\"", "\"context\":\"deployability\"");
            assertThat(statuses.get(1)).contains("\"state\":\"failure\"");
            assertThat(run.err() + run.out()).doesNotContain(HttpGit.PASSWORD);
        }
    }

    @Test
    void nobody_who_is_not_the_app_reads_it_or_says_anything() throws Exception {
        try (JarRun run = start("--confirm", "never")) {
            run.await();

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("may not read it without a login");
            assertThat(statuses).isEmpty();
        }
    }

    @Test
    void a_status_is_shown_only_where_that_is_confirmed() throws Exception {
        try (JarRun run = start(app("--confirm", "average"))) {
            run.await();

            assertThat(run.err()).contains("would show on GitHub what becomes of demo/web");
            assertThat(statuses).isEmpty();
        }
    }

    @Test
    void a_github_that_takes_no_status_changes_nothing() throws Exception {
        answer = 500;
        try (JarRun run = start(app("--confirm", "never"))) {
            run.await();

            assertThat(run.err()).contains("GitHub did not take the status of demo/web");
            assertThat(run.out()).contains("Build Dockerfile").doesNotContain("GitHub did not take");
        }
    }

    @Test
    void a_signed_webhook_has_the_repository_done_again_until_the_command_is_interrupted() throws Exception {
        try (JarRun run = start(app("--listen", "0", "--github-webhook-secret-file", "secret"))) {
            URI place = place(run);
            Eventually.holds("the first pass", LONGEST, () -> statuses.size() == 2);
            String second = pushed();

            assertThat(send(place, push(second), "another secret")).isEqualTo(401);
            assertThat(send(place, push(second), "shared")).isEqualTo(202);
            assertThat(send(place, push(second), "shared")).isEqualTo(204);
            run.awaitLog("branch live is at " + second.substring(0, 10));
            Eventually.holds("the second pass", LONGEST, () -> statuses.size() == 4);

            assertThat(statuses.subList(2, 4)).allMatch(status -> status.startsWith(second));
            assertThat(run.isAlive()).isTrue();
            run.interrupt();
            run.await();
            assertThat(run.err()).doesNotContain("Exception", "fault of the program");
        }
    }
}
