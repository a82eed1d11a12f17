package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.real.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real controller is killed before it has told GitHub and Slack; the next one does. */
class ToldAfterRestartTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @TempDir
    private Path directory;

    private LiveOnGitHub gitHub;

    @BeforeEach
    void set() throws Exception {
        gitHub = new LiveOnGitHub(directory);
        gitHub.push(Live.step(SwarmServer.NEW));
    }

    @AfterEach
    void close() {
        gitHub.close();
    }

    @Test
    void of_a_run_that_was_over() throws Throwable {
        gitHub.server.otherwise(503, "{}");
        start(false);
        gitHub.server.await(3);
        controller.stopJenkinsForcibly();
        int before = gitHub.server.requests().size();

        gitHub.server.otherwise(201, "{\"id\": 7}");
        controller.startJenkins();
        gitHub.await(1, ".*/deployments/7/statuses");
        controller.runRemotely(ToldAfterRestartTest::hasToldAll);
        List<Request> all = gitHub.server.requests();
        List<Request> told = all.subList(before, all.size());

        assertThat(told)
                .extracting(request -> request.path().replaceFirst(".*/acme/web/", ""))
                .containsExactlyInAnyOrder(
                        "check-runs", "deployments", "deployments/7/statuses", "/services/T0/B0/secret");
        assertThat(told)
                .extracting(request -> request.body().path("conclusion").asText())
                .contains("neutral");
    }

    @Test
    void of_a_run_in_mid_deployment() throws Throwable {
        gitHub.live.swarm.standStill(true);
        start(true);
        controller.stopJenkinsForcibly();
        assertThat(gitHub.to(".*/deployments.*|/services/.*")).isEmpty();

        gitHub.live.swarm.standStill(false);
        controller.startJenkins();
        controller.runRemotely(ToldAfterRestartTest::awaitEnd);
        controller.runRemotely(ToldAfterRestartTest::hasToldAll);

        assertThat(gitHub.to(".*/check-runs")).hasSize(1);
        assertThat(gitHub.to(".*/check-runs/7")).last().satisfies(request -> assertThat(
                        request.body().path("conclusion").asText())
                .isEqualTo("neutral"));
        assertThat(gitHub.to(".*/deployments")).hasSize(1);
        assertThat(gitHub.to(".*/deployments/7/statuses")).hasSize(1);
        assertThat(gitHub.to("/services/T0/B0/secret")).hasSize(1);
    }

    private void start(boolean isInMidDeployment) throws Throwable {
        controller.startJenkins();
        String rules = gitHub.rules();
        String api = gitHub.api();
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> {
            Live.index(LiveOnGitHub.set(jenkins, rules, api));
            WorkflowRun run = LiveOnGitHub.plan(Live.run(jenkins, 1));
            if (isInMidDeployment) {
                Live.awaitLog(run, "web@toxis updated to");
            } else {
                Live.awaitEnd(run, Result.SUCCESS);
            }
        });
    }

    private static void awaitEnd(JenkinsRule jenkins) {
        Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
    }

    private static void hasToldAll(JenkinsRule jenkins) {
        Path open = jenkins.jenkins.getRootDir().toPath().resolve("deployer/open-runs.json");
        Eventually.holds("nobody is to be told anything any more", Duration.ofMinutes(1), () -> read(open)
                .equals("[]"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
