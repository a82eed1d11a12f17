package io.jenkins.plugins.deployer.local.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.SettableClock;
import io.jenkins.plugins.deployer.source.GitUrl;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a GitHub App says on the wire, and what becomes of the answers. */
class GitHubAppTest {
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");
    private static final RepositoryName WEB = RepositoryName.parse("demo/web");
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ScriptedServer server = new ScriptedServer();
    private final SettableClock clock = new SettableClock();
    private final List<String> troubles = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    private GitHubApp app() throws IOException {
        return new GitHubApp(server.address(), "1234", Keys.PAIR.getPrivate(), "demo", troubles::add, clock, PATIENCE);
    }

    private static Answer json(int status, String body) {
        return Answer.of(status, body).with("Content-Type", "application/json");
    }

    private static Answer installation() {
        return json(
                200,
                "{\"id\": 5, \"account\": {\"login\": \"demo\"}, \"permissions\": {\"statuses\": \"write\"}, \"events\": []}");
    }

    private static Answer token(String token, Instant until) {
        return json(201, "{\"token\": \"" + token + "\", \"expires_at\": \"" + until + "\"}");
    }

    private static final Answer APP = json(200, "{\"id\": 1234, \"name\": \"deployer\"}");
    private static final Answer REPOSITORY = json(
            200,
            "{\"id\": 9, \"name\": \"web\", \"full_name\": \"demo/web\", \"owner\": {\"login\": \"demo\"}, \"url\": \"x\"}");
    private static final Answer STATUS = json(201, "{\"id\": 7, \"state\": \"success\"}");

    private GitHubApp installed() throws IOException {
        server.answer(APP, installation(), token("ghs_1", NOON.plusSeconds(3600)));
        return app();
    }

    private List<String> lines() {
        return server.requests().stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    private GitUrl url(String path) {
        return new GitUrl(server.address() + path);
    }

    @Test
    void its_repositories_are_read_with_a_token_that_is_asked_for_once() throws Exception {
        GitHubApp app = installed();

        assertThat(app.of(url("/demo/web"))).contains("ghs_1");
        assertThat(app.of(url("/Demo/other"))).contains("ghs_1");

        assertThat(lines())
                .containsExactly(
                        "GET /api/v3/app",
                        "GET /api/v3/orgs/demo/installation",
                        "POST /api/v3/app/installations/5/access_tokens");
    }

    @Test
    void a_token_is_renewed_before_it_ends() throws Exception {
        GitHubApp app = installed();
        app.of(url("/demo/web"));
        server.answer(APP, installation(), token("ghs_2", NOON.plusSeconds(7200)));

        clock.advance(Duration.ofMinutes(54));
        assertThat(app.of(url("/demo/web"))).contains("ghs_1");
        clock.advance(Duration.ofMinutes(2));
        assertThat(app.of(url("/demo/web"))).contains("ghs_2");
    }

    @Test
    void nobody_elses_repository_is_read_with_it() throws Exception {
        GitHubApp app = app();

        assertThat(app.of(url("/demonstration/web"))).isEmpty();
        assertThat(app.of(new GitUrl("https://example.org/demo/web"))).isEmpty();
        assertThat(app.of(new GitUrl(server.address() + "0/demo/web"))).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void it_says_who_it_is_by_a_token_that_its_key_signed() throws Exception {
        installed().of(url("/demo/web"));

        String[] parts = server.requests()
                .get(0)
                .authorization()
                .substring("Bearer ".length())
                .split("\\.");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(Keys.PAIR.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        JsonNode claims = new JsonMapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(claims.path("iss").asText()).isEqualTo("1234");
        assertThat(claims.path("iat").asLong()).isLessThan(NOON.getEpochSecond());
        assertThat(claims.path("exp").asLong()).isBetween(NOON.getEpochSecond() + 300, NOON.getEpochSecond() + 600);
    }

    @Test
    void the_account_may_be_a_user() throws Exception {
        server.answer(APP, json(404, "{\"message\": \"Not Found\"}"), installation())
                .answer(token("ghs_1", NOON.plusSeconds(3600)));

        assertThat(app().of(url("/demo/web"))).contains("ghs_1");

        assertThat(lines()).contains("GET /api/v3/users/demo/installation");
    }

    @Test
    void a_status_is_shown_on_the_commit() throws Exception {
        GitHubApp app = installed();
        server.answer(REPOSITORY, STATUS, STATUS);

        app.show(WEB, COMMIT, CommitState.PENDING, "being built and deployed", "deployability");
        app.show(WEB, COMMIT, CommitState.FAILURE, "x".repeat(200) + "\nand more", "deployability");

        assertThat(lines().subList(3, 6))
                .containsExactly(
                        "GET /api/v3/repos/demo/web",
                        "POST /api/v3/repos/demo/web/statuses/" + COMMIT,
                        "POST /api/v3/repos/demo/web/statuses/" + COMMIT);
        Request last = server.requests().get(5);
        assertThat(last.authorization()).isEqualTo("Bearer ghs_1");
        assertThat(last.body().path("state").asText()).isEqualTo("failure");
        assertThat(last.body().path("context").asText()).isEqualTo("deployability");
        assertThat(last.body().path("description").asText()).hasSize(140).endsWith("x…");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(json(401, "{\"message\": \"Bad credentials\"}"), "it does not know this App and key"),
                Arguments.of(
                        json(403, "{\"message\": \"rate limit\"}").with("X-RateLimit-Remaining", "0"),
                        "the App may not do that, or has asked too often"),
                Arguments.of(
                        json(403, "{\"message\": \"secondary rate limit\"}").with("Retry-After", "60"),
                        "the App may not do that, or has asked too often"),
                Arguments.of(json(404, "{\"message\": \"Not Found\"}"), "it knows no such thing (404)"),
                Arguments.of(json(422, "{\"message\": \"No commit found\"}"), "it has no such commit"),
                Arguments.of(json(500, "oops"), "500"),
                Arguments.of(json(200, "{\"id\": 9, \"na"), ""),
                Arguments.of(Answer.broken(201, "{\"id\": "), ""),
                Arguments.of(json(200, "x".repeat(9 << 20)), "its answer is longer than 8 MiB"),
                Arguments.of(Answer.never(), "there was no answer within 3 s"),
                Arguments.of(Answer.stalled(200, "{\"id\": 9"), "there was no answer within 3 s"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Timeout(60)
    void what_github_does_not_take_is_told_in_a_sentence(Answer answer, String why) throws Exception {
        GitHubApp app = installed();
        server.answer(REPOSITORY, answer, answer, answer, answer, answer, answer);

        assertThatThrownBy(() -> app.show(WEB, COMMIT, CommitState.SUCCESS, "live", "deployability"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("GitHub did not take the status of demo/web: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n")
                .hasMessageNotContaining("ghs_1");
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Timeout(60)
    void without_a_token_its_repositories_are_read_anonymously(Answer answer, String why) throws Exception {
        server.answer(APP, answer, answer, answer, answer, answer, answer);
        GitHubApp app = app();

        assertThat(app.of(url("/demo/web"))).isEmpty();
        int asked = server.requests().size();
        assertThat(app.of(url("/demo/web"))).isEmpty();

        assertThat(server.requests()).as("not asked again at once").hasSize(asked);
        assertThat(troubles)
                .singleElement()
                .asString()
                .startsWith("GitHub gives the App no token for demo: ")
                .contains(why)
                .endsWith("; its repositories are read anonymously");
    }

    @Test
    void the_forge_decides_where_the_api_is() {
        assertThatThrownBy(() -> GitHubApp.of(
                        URI.create("file:///srv/git"), "1", Keys.pkcs8(), "app.pem", "demo", troubles::add))
                .hasMessage("a GitHub App needs a forge of GitHub, which file:///srv/git cannot be");
    }
}
