package io.jenkins.plugins.deployer.jenkins.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.courier.Courier;
import io.jenkins.plugins.deployer.jenkins.courier.LaterThreads;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.WebApi;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
    private static final Answer MADE = Answer.of(201, "{\"id\": 99}");

    private final ScriptedServer gitHub = new ScriptedServer();
    private final LaterThreads threads = new LaterThreads();
    private final Courier courier = new Courier(threads, threads);
    private final List<String> problems = new ArrayList<>();
    private WebApi web = ScriptedServer.client();

    @AfterEach
    void stop() {
        gitHub.close();
    }

    private static Deployment deployment(Outcome outcome) {
        return Deployments.deployment("1", '1', outcome);
    }

    private void ended(Outcome outcome) {
        GitHubApi api = new GitHubApi(web, threads, gitHub.address(), "ocurrent/x", () -> "Bearer t");
        courier.send(
                "deployment",
                new Environment(
                        api,
                        deployment(outcome),
                        Optional.of(URI.create("https://ci.example.org/12/")),
                        problems::add));
        threads.finish();
    }

    @Test
    void a_service_is_an_environment_with_its_address() {
        gitHub.answer(MADE);

        ended(Outcome.LIVE);

        assertThat(gitHub.requests())
                .extracting(Object::toString)
                .containsExactly(
                        "POST /repos/ocurrent/x/deployments {\"ref\":\"" + Deployments.commit('1')
                                + "\",\"task\":\"deploy\",\"auto_merge\":false,"
                                + "\"environment\":\"base-images_builder@toxis\","
                                + "\"description\":\"as base-images_builder@toxis\",\"required_contexts\":[]}",
                        "POST /repos/ocurrent/x/deployments/99/statuses {\"state\":\"success\","
                                + "\"description\":\"base-images_builder@toxis is live\","
                                + "\"log_url\":\"https://ci.example.org/12/\","
                                + "\"environment_url\":\"https://images.ci.ocaml.org\"}");
        assertThat(problems).isEmpty();
    }

    @Test
    void what_was_rolled_back_failed() {
        gitHub.answer(MADE);

        ended(Outcome.ROLLED_BACK);

        assertThat(gitHub.requests().get(1).body().path("state").asText()).isEqualTo("failure");
    }

    @Test
    void only_what_was_tried_is_told() {
        assertThat(Arrays.stream(Outcome.values()).filter(outcome -> Environment.isWorthwhile(deployment(outcome))))
                .containsExactly(Outcome.LIVE, Outcome.ROLLED_BACK, Outcome.FAILED);
    }

    @Test
    void what_was_made_is_not_made_again() {
        web = ScriptedServer.impatient();
        gitHub.answer(Answer.of(502, ""), MADE, Answer.of(500, ""), Answer.never(), Answer.of(201, "{}"));

        ended(Outcome.LIVE);

        assertThat(gitHub.requests())
                .extracting(request -> request.path().replace("/repos/ocurrent/x/", ""))
                .containsExactly(
                        "deployments",
                        "deployments",
                        "deployments/99/statuses",
                        "deployments/99/statuses",
                        "deployments/99/statuses");
        assertThat(problems).isEmpty();
    }

    @Test
    void a_problem_is_one_line() {
        gitHub.otherwise(404, "{\"message\": \"Not Found\"}");

        ended(Outcome.LIVE);

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("GitHub's environment base-images_builder@toxis does not show the last deployment: GitHub"
                        + " answered 404 (Not Found)");
    }
}
