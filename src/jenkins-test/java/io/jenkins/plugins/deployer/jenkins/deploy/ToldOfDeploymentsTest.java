package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A GitHub project is deployed, and what GitHub and Slack hear and say. */
@WithJenkins
class ToldOfDeploymentsTest {
    @TempDir
    private Path directory;

    private LiveOnGitHub gitHub;
    private String commit;

    @BeforeEach
    void set() throws Exception {
        gitHub = new LiveOnGitHub(directory);
        commit = gitHub.push(Live.step(SwarmServer.NEW));
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    private WorkflowRun deploy(JenkinsRule jenkins) throws Exception {
        Live.index(LiveOnGitHub.set(jenkins, gitHub.rules(), gitHub.api()));
        return Live.awaitEnd(LiveOnGitHub.plan(Live.run(jenkins, 1)), Result.SUCCESS);
    }

    @Test
    void a_push_is_a_check_an_environment_and_a_message(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = deploy(jenkins);
        gitHub.await(1, ".*/deployments/7/statuses");
        gitHub.await(1, "/services/.*");
        Eventually.holds("the check is over", Duration.ofMinutes(1), () -> gitHub.to(".*/check-runs.*").stream()
                .anyMatch(check -> check.body().has("conclusion")));

        List<Request> checks = gitHub.to(".*/check-runs.*");
        assertThat(checks).hasSizeLessThanOrEqualTo(3);
        JsonNode check = checks.get(checks.size() - 1).body();
        assertThat(checks.get(0).body().path("head_sha").asText()).isEqualTo(commit);
        assertThat(check.path("conclusion").asText())
                .as("the plan names another service")
                .isEqualTo("neutral");
        assertThat(check.path("external_id").asText()).isEqualTo(run.getExternalizableId());
        assertThat(gitHub.to(".*/deployments")).singleElement().satisfies(made -> {
            assertThat(made.body().path("ref").asText()).isEqualTo(commit);
            assertThat(made.body().path("environment").asText()).isEqualTo("web@toxis");
        });
        assertThat(gitHub.to(".*/deployments/7/statuses")).singleElement().satisfies(status -> {
            assertThat(status.body().path("state").asText()).isEqualTo("success");
            assertThat(status.body().path("environment_url").asText()).isEqualTo("https://web.example.org");
        });
        assertThat(gitHub.to("/services/T0/B0/secret")).singleElement().satisfies(message -> {
            assertThat(message.body().path("channel").asText()).isEqualTo("#deployments");
            assertThat(message.body().path("text").asText()).contains("web@toxis: *live*");
        });
    }

    @Test
    void a_github_and_a_slack_that_never_answer_change_no_outcome_and_hold_nothing_up(JenkinsRule jenkins)
            throws Exception {
        gitHub.server.otherwise(Answer.never());

        WorkflowRun run = deploy(jenkins);

        assertThat(Live.recorded(run)).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
        assertThat(Live.history()).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
    }

    @Test
    void a_button_that_somebody_signed_for_runs_the_branch_again(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = deploy(jenkins);
        gitHub.await(1, ".*/deployments/7/statuses");
        String repository = "\"repository\": {\"full_name\": \"acme/web\"}, \"sender\": {\"login\": \"alice\"}}";
        String check = "\"check_run\": {\"name\": \"deployability\", \"external_id\": \"" + run.getExternalizableId()
                + "\"}, " + repository;

        press(
                jenkins,
                "check_run",
                "{\"action\": \"requested_action\", \"requested_action\": {\"identifier\": \"redeploy\"}, " + check,
                true);
        assertThat(causes(Live.awaitEnd(LiveOnGitHub.plan(Live.run(jenkins, 2)), Result.SUCCESS)))
                .contains("Redeployed on GitHub by alice");
        press(
                jenkins,
                "check_suite",
                "{\"action\": \"rerequested\", \"check_suite\": {\"head_sha\": \"" + commit + "\"}, " + repository,
                true);
        assertThat(causes(Live.awaitEnd(Live.run(jenkins, 3), Result.SUCCESS)))
                .contains("Run again on GitHub by alice");
        press(
                jenkins,
                "check_suite",
                "{\"action\": \"rerequested\", \"check_suite\": {\"head_sha\": \"" + "0".repeat(40) + "\"}, "
                        + repository,
                true);
        press(
                jenkins,
                "check_run",
                "{\"action\": \"requested_action\", \"requested_action\": {\"identifier\": \"redeploy\"}, " + check,
                false);
        jenkins.waitUntilNoActivity();

        assertThat(jenkins.jenkins
                        .getItemByFullName("org/web/live", WorkflowJob.class)
                        .getLastBuild()
                        .getNumber())
                .isEqualTo(3);
    }

    private static List<String> causes(Run<?, ?> run) {
        return run.getCauses().stream()
                .map(hudson.model.Cause::getShortDescription)
                .toList();
    }

    /** As GitHub sends it, or as somebody who does not know the secret does. */
    private static void press(JenkinsRule jenkins, String event, String payload, boolean isGitHub) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        String secret = isGitHub ? LiveOnGitHub.HOOK_SECRET : "guessed";
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(jenkins.getURL() + "github-webhook/"))
                                .header("Content-Type", "application/json")
                                .header("X-GitHub-Event", event)
                                .header("X-Hub-Signature-256", "sha256=" + signature)
                                .POST(HttpRequest.BodyPublishers.ofString(payload))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(isGitHub ? 200 : 400);
    }
}
