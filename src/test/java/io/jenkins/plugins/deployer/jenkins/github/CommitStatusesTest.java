package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.check.Subjects;
import io.jenkins.plugins.deployer.jenkins.courier.Courier;
import io.jenkins.plugins.deployer.jenkins.courier.LaterThreads;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.report.Check;
import io.jenkins.plugins.deployer.report.Check.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommitStatusesTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final ScriptedServer gitHub = new ScriptedServer();
    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private final Subjects run = new Subjects(Optional.of(new CommitStatuses(
            new GitHubApi(ScriptedServer.client(), threads, gitHub.address(), "ocurrent/x", () -> "token t"), COMMIT)));

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private void becomes(Check check) {
        run.check = check;
        courier.send("check", run.letter());
        threads.finish();
    }

    @Test
    void each_state_is_a_status_of_the_commit_and_the_log_says_why_it_is_no_check() {
        for (Status status : List.of(Status.QUEUED, Status.IN_PROGRESS, Status.SUCCESS)) {
            becomes(Subjects.check(status));
        }

        assertThat(gitHub.requests())
                .extracting(request -> request.method() + " " + request.path())
                .hasSize(3)
                .containsOnly("POST /repos/ocurrent/x/statuses/" + COMMIT);
        assertThat(gitHub.requests())
                .extracting(request -> request.body().path("state").asText())
                .containsExactly("pending", "pending", "success");
        assertThat(gitHub.requests().get(2).body())
                .hasToString("{\"state\":\"success\",\"context\":\"deployability\",\"description\":\"It is SUCCESS\","
                        + "\"target_url\":\"https://ci.example.org/job/org/job/x/job/live/12/\"}");
        assertThat(run.log).singleElement().asString().contains("as a commit status", "GitHub App");
    }

    @Test
    void a_long_title_is_cut() {
        becomes(new Check(Status.FAILURE, "x".repeat(500), "", false));

        assertThat(gitHub.requests().get(0).body().path("description").asText()).hasSize(140);
        assertThat(gitHub.requests().get(0).body().path("state").asText()).isEqualTo("failure");
    }

    @Test
    void what_holds_nobody_up_as_a_check_does_not_as_a_status() {
        becomes(Subjects.check(Status.NEUTRAL));

        assertThat(gitHub.requests().get(0).body().path("state").asText()).isEqualTo("success");
    }

    @Test
    void a_token_that_may_not_is_one_more_line() {
        gitHub.otherwise(403, "{\"message\": \"Must have push access\"}");

        becomes(Subjects.check(Status.SUCCESS));

        assertThat(run.log)
                .hasSize(2)
                .last()
                .asString()
                .contains("Must have push access", "a token to commit statuses");
    }
}
