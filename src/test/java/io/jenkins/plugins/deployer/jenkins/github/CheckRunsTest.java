package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.jenkins.check.Subjects;
import io.jenkins.plugins.deployer.jenkins.courier.Courier;
import io.jenkins.plugins.deployer.jenkins.courier.LaterThreads;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.jenkins.courier.WebApi;
import io.jenkins.plugins.deployer.report.Check;
import io.jenkins.plugins.deployer.report.Check.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check, as it reaches GitHub, and every way in which it does not. */
class CheckRunsTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final Answer MADE = Answer.of(201, "{\"id\": 4711, \"status\": \"queued\"}");

    private final ScriptedServer gitHub = new ScriptedServer();
    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private GitHubApi.Authorization authorization = () -> "Bearer token";

    private WebApi web = ScriptedServer.client();

    private GitHubApi api() {
        return new GitHubApi(web, threads, gitHub.address(), "ocurrent/x", () -> authorization.header());
    }

    private final Subjects run =
            new Subjects(Optional.of((shown, memory) -> new CheckRuns(api(), COMMIT).show(shown, memory)));

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private void becomes(Status status) {
        run.check = Subjects.check(status);
        courier.send("check", run.letter());
        threads.finish();
    }

    private JsonNode body(int request) {
        return gitHub.requests().get(request).body();
    }

    @Test
    void one_check_run_is_queued_then_in_progress_then_over_in_three_requests() {
        gitHub.answer(MADE);

        becomes(Status.QUEUED);
        becomes(Status.IN_PROGRESS);
        becomes(Status.SUCCESS);

        assertThat(gitHub.requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly(
                        "POST /repos/ocurrent/x/check-runs",
                        "PATCH /repos/ocurrent/x/check-runs/4711",
                        "PATCH /repos/ocurrent/x/check-runs/4711");
        assertThat(gitHub.requests()).extracting(Request::authorization).containsOnly("Bearer token");
        assertThat(body(0))
                .hasToString("{\"name\":\"deployability\",\"external_id\":\"org/x/live#12\","
                        + "\"started_at\":\"2026-05-03T12:00:00Z\","
                        + "\"details_url\":\"https://ci.example.org/job/org/job/x/job/live/12/\","
                        + "\"status\":\"queued\","
                        + "\"output\":{\"title\":\"It is QUEUED\",\"summary\":\"| a |\\n|---|\\n| `QUEUED` |\\n\"},"
                        + "\"head_sha\":\"" + COMMIT + "\"}");
        assertThat(body(1).path("status").asText()).isEqualTo("in_progress");
        assertThat(body(1).has("head_sha")).isFalse();
        assertThat(body(2).path("conclusion").asText()).isEqualTo("success");
        assertThat(body(2).path("completed_at").asText()).isEqualTo("2026-05-03T12:01:30Z");
        assertThat(body(2).path("actions").path(0).path("identifier").asText()).isEqualTo("redeploy");
        assertThat(run.log).isEmpty();
    }

    @Test
    void the_texts_of_a_button_are_as_short_as_github_wants_them() {
        becomes(Status.FAILURE);

        JsonNode button = body(0).path("actions").path(0);
        assertThat(button.path("label").asText().length()).isLessThanOrEqualTo(20);
        assertThat(button.path("description").asText().length()).isLessThanOrEqualTo(40);
        assertThat(button.path("identifier").asText().length()).isLessThanOrEqualTo(20);
    }

    @Test
    void what_is_wrong_in_a_file_is_shown_at_its_line() {
        List<Check.Note> notes = new ArrayList<>(List.of(new Check.Note("resources/a.yaml", 4, 56, "unknown key")));
        notes.addAll(Collections.nCopies(60, new Check.Note("b", 1, 1, "x".repeat(3_000))));
        run.check = new Check(Check.RULES, Status.FAILURE, "2 problems", "", false, notes);
        courier.send("check", run.letter());
        threads.finish();

        assertThat(body(0).path("name").asText()).isEqualTo("deployer rules");
        JsonNode annotations = body(0).path("output").path("annotations");
        assertThat(annotations).hasSize(50);
        assertThat(annotations.path(0))
                .hasToString("{\"path\":\"resources/a.yaml\",\"start_line\":4,\"end_line\":4,\"start_column\":56,"
                        + "\"end_column\":56,\"annotation_level\":\"failure\",\"message\":\"unknown key\"}");
    }

    @Test
    void long_texts_are_cut() {
        run.check = new Check(Status.SUCCESS, "🐫".repeat(400), "x".repeat(70_000), false);
        courier.send("check", run.letter());
        threads.finish();

        assertThat(body(0).path("output").path("title").asText())
                .endsWith("🐫…")
                .hasSizeLessThan(510);
        assertThat(body(0).path("output").path("summary").asText()).hasSize(65_000);
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "502, <html>oh</html>", "503, '{\"message\": \"Unicorn\"}'"})
    void a_server_in_trouble_is_asked_again(int status, String body) {
        gitHub.answer(Answer.of(status, body), Answer.of(status, body), MADE);

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).hasSize(3);
        assertThat(run.log).isEmpty();
        assertThat(run.kept).containsEntry("check", "4711");
    }

    @Test
    void a_server_that_stays_in_trouble_costs_one_line() {
        gitHub.otherwise(500, "{}");

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).hasSizeLessThan(16);
        assertThat(run.log)
                .containsExactly("The check \"deployability\" could not be shown as it is now: GitHub answered 500");
    }

    @Test
    void an_answer_that_never_comes_or_breaks_off_is_as_a_server_in_trouble() {
        web = ScriptedServer.impatient();
        gitHub.answer(Answer.never(), Answer.broken(201, "{\"id\": 47"), MADE);

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).hasSize(3);
        assertThat(run.log).isEmpty();
    }

    @Test
    void an_answer_that_cannot_be_read_is_followed_by_a_new_check_run() {
        gitHub.answer(Answer.of(201, "{\"id\": 47"), MADE);

        becomes(Status.QUEUED);
        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).extracting(Request::method).containsExactly("POST", "POST");
        assertThat(run.log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, Bad credentials, does not accept the credentials",
        "403, Resource not accessible by integration, needs write access to checks",
        "404, Not Found, knows no ocurrent/x",
        "422, Validation Failed, the commit may be gone"
    })
    void what_can_not_be_is_said_in_one_line_and_not_tried_again(int status, String message, String line) {
        gitHub.otherwise(status, "{\"message\": \"" + message + "\"}");

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).hasSize(1);
        assertThat(run.log).singleElement().asString().contains(message, line);
    }

    @Test
    void a_deleted_branch_is_one_line() {
        gitHub.answer(Answer.of(
                422,
                "{\"message\": \"Validation Failed\", \"errors\": [\"No commit found for SHA: 0123\","
                        + " {\"message\": \"x\"}]}"));

        becomes(Status.SUCCESS);

        assertThat(run.log)
                .singleElement()
                .asString()
                .endsWith("(Validation Failed): No commit found for SHA: 0123: x; the commit may be gone");
    }

    @Test
    void a_secondary_limit_is_waited_for() {
        Instant start = threads.instant();
        gitHub.answer(
                Answer.of(403, "{\"message\": \"You have exceeded a secondary rate limit\"}"),
                Answer.of(429, "{}").with("Retry-After", "120"),
                MADE);

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).hasSize(3);
        assertThat(Duration.between(start, threads.instant())).isEqualTo(Duration.ofSeconds(180));
    }

    @Test
    void the_limit_of_the_hour_is_waited_for_if_its_end_is_near() {
        long soon = threads.instant().plusSeconds(200).getEpochSecond();
        Answer limited = new Answer(
                403, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", String.valueOf(soon)), "{}", 2, true);
        Instant start = threads.instant();
        gitHub.answer(limited, MADE);

        becomes(Status.SUCCESS);

        assertThat(Duration.between(start, threads.instant())).isEqualTo(Duration.ofSeconds(200));
        assertThat(run.log).isEmpty();
    }

    @Test
    void the_limit_of_the_hour_is_not_waited_for_long() {
        gitHub.answer(new Answer(
                403,
                Map.of(
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset",
                        String.valueOf(threads.instant().plusSeconds(3000).getEpochSecond())),
                "{}",
                2,
                true));

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).hasSize(1);
        assertThat(run.log).singleElement().asString().contains("the limit of its requests is reached");
    }

    @Test
    void without_a_token_there_is_no_request() {
        authorization = () -> {
            throw new IOException("the App is not installed");
        };

        becomes(Status.SUCCESS);

        assertThat(gitHub.requests()).isEmpty();
        assertThat(run.log).singleElement().asString().contains("no token for GitHub: the App is not installed");
    }

    @Test
    void every_status_is_one_that_github_knows() {
        gitHub.otherwise(201, "{\"id\": 1}");
        for (Status status : List.of(Status.SUCCESS, Status.FAILURE, Status.CANCELLED, Status.NEUTRAL)) {
            becomes(status);
        }

        assertThat(gitHub.requests())
                .extracting(request -> request.body().path("conclusion").asText())
                .containsExactly("success", "failure", "cancelled", "neutral");
    }
}
