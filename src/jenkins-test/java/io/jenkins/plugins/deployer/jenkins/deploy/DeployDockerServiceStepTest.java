package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Live.step;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.run.Superseded;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Behaviour;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in a real Jenkins, in the jobs of a multibranch project. */
@WithJenkins
class DeployDockerServiceStepTest {
    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Live live;
    private WorkflowMultiBranchProject project;
    private int pushed;

    @BeforeEach
    void set(JenkinsRule rule) throws Exception {
        jenkins = rule;
        live = new Live(directory);
        project = live.set(jenkins);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private WorkflowRun push(String jenkinsfile) throws Exception {
        live.push(jenkinsfile);
        Live.index(project);
        return Live.run(jenkins, ++pushed);
    }

    @Test
    void a_scripted_pipeline_deploys_and_gets_what_became_of_it() throws Exception {
        // What a Pipeline sets has no influence on how a host of the rules is reached.
        WorkflowRun run = push("def made\nwithEnv(['DOCKER_HOST=tcp://127.0.0.1:1', 'DOCKER_TLS_VERIFY=1',"
                + " 'DOCKER_CONFIG=/nowhere', 'DOCKER_CONTEXT=none', 'PATH=/nowhere']) { made = "
                + step(SwarmServer.NEW) + " }"
                + "\necho \"${made.outcome} ${made.digest} after ${made.previous} at ${made.url}, id ${made.id}\"");

        Live.awaitEnd(run, Result.SUCCESS);
        Deployment recorded = Live.history().get(0);
        jenkins.assertLogContains(
                "live " + SwarmServer.NEW + " after " + SwarmServer.OLD + " at https://web.example.org, id "
                        + recorded.id(),
                run);
        jenkins.assertLogContains("web@toxis updated to", run);
        assertThat(Live.history()).hasSize(1).isEqualTo(Live.recorded(run));
        assertThat(recorded.origin().orElseThrow().branch()).isEqualTo("live");
        assertThat(recorded.rules()).isPresent();
        assertThat(ControllerDeployments.get().deploying().underWay()).isEmpty();
    }

    @Test
    void a_declarative_pipeline_needs_no_agent() throws Exception {
        WorkflowRun run = push(
                """
                pipeline {
                  agent none
                  stages {
                    stage('Deploy') {
                      steps {
                        %s
                      }
                    }
                  }
                }
                """
                        .formatted(step(SwarmServer.NEW)));

        Live.awaitEnd(run, Result.SUCCESS);
        assertThat(Live.recorded(run)).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
    }

    @Test
    void a_bad_image_fails_the_build_with_one_sentence() throws Exception {
        live.swarm.change(swarm -> swarm.behaves(SwarmServer.NEW, Behaviour.of(Behaviour.Kind.CRASHES)));
        WorkflowRun run = push(step(SwarmServer.NEW));

        Live.awaitEnd(run, Result.FAILURE);
        jenkins.assertLogContains("ERROR: replica 1 ended with exit code 3; web@toxis runs", run);
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(Live.recorded(run)).extracting(Deployment::outcome).containsExactly(Outcome.ROLLED_BACK);
    }

    @Test
    void one_that_fails_stops_no_other_and_the_pipeline_may_go_on() throws Exception {
        WorkflowRun run = push(
                """
                parallel good: { %s }, bad: {
                  try {
                    deployDockerService(service: 'other', host: 'toxis', image: '%s')
                  } catch (e) {
                    echo "caught: ${e.message}"
                  }
                }
                """
                        .formatted(step(SwarmServer.NEW), SwarmServer.image(SwarmServer.NEW)));

        Live.awaitEnd(run, Result.SUCCESS);
        jenkins.assertLogContains("caught: The job \"org/web/live\" may not deploy the service \"other\"", run);
        assertThat(Live.recorded(run))
                .extracting(Deployment::outcome)
                .containsExactlyInAnyOrder(Outcome.LIVE, Outcome.REFUSED);
        assertThat(Live.history()).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
    }

    @Test
    void another_branch_is_refused_and_leaves_no_trace_in_the_history_of_the_service() throws Exception {
        live.web.git("checkout", "--quiet", "-b", "feature");
        live.push(step(SwarmServer.NEW));
        Live.index(project);
        jenkins.waitUntilNoActivity();

        WorkflowRun run = project.getItem("feature").getLastBuild();
        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("branch \"feature\" of acme/web has no rule for that", run);
        assertThat(Live.recorded(run)).extracting(Deployment::outcome).containsExactly(Outcome.REFUSED);
        assertThat(Live.history()).isEmpty();
        assertThat(live.swarm.<Integer>with(swarm -> swarm.updates().size())).isZero();
    }

    @Test
    void a_commit_that_is_not_the_head_any_longer_is_not_built() throws Exception {
        WorkflowRun run = push("input 'go on?'\n" + step(SwarmServer.NEW));
        Live.awaitLog(run, "go on?");
        live.push("echo 'next'");
        proceed(run);

        Live.awaitEnd(run, Result.NOT_BUILT);
        jenkins.assertLogContains("is not deployed as web@toxis: branch live of acme/web is at ", run);
        assertThat(Live.history()).extracting(Deployment::outcome).containsExactly(Outcome.SUPERSEDED);
    }

    private static void proceed(WorkflowRun run) throws Exception {
        run.getAction(InputAction.class).getExecutions().get(0).proceed(null);
    }

    @Test
    void aborting_says_what_is_live_and_gives_the_turn_on() throws Exception {
        live.swarm.standStill(true);
        WorkflowRun run = push(step(SwarmServer.NEW));
        Live.awaitLog(run, "web@toxis updated to");

        run.getExecutor().interrupt();
        Live.awaitEnd(run, Result.ABORTED);

        jenkins.assertLogContains("no longer followed: web@toxis is to run", run);
        assertThat(Live.history()).extracting(Deployment::outcome).containsExactly(Outcome.FAILED);
        assertThat(Live.history().get(0).reason()).startsWith("aborted");
        assertThat(ControllerDeployments.get().deploying().underWay()).isEmpty();
    }

    @Test
    void a_newer_build_takes_the_place_of_one_that_waits() throws Exception {
        live.swarm.standStill(true);
        WorkflowRun first = push(step(SwarmServer.OTHER));
        Live.awaitLog(first, "web@toxis updated to");
        WorkflowRun second = push(step(SwarmServer.NEW) + "\n// second");
        Live.awaitLog(second, "waiting for its turn: org/web/live #1 deploys web@toxis");
        WorkflowRun third = push(step(SwarmServer.NEW) + "\n// third");

        Live.awaitEnd(second, Result.NOT_BUILT);
        jenkins.assertLogContains("a newer revision of acme/web is to be deployed instead: build #3", second);
        assertThat(second.getAction(InterruptedBuildAction.class).getCauses()).hasOnlyElementsOfType(Superseded.class);
        live.swarm.standStill(false);
        Live.awaitEnd(first, Result.SUCCESS);
        Live.awaitEnd(third, Result.SUCCESS);
        assertThat(Live.history())
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.LIVE, Outcome.LIVE, Outcome.SUPERSEDED);
    }

    @Test
    void a_run_that_is_killed_while_it_waits_gives_up_its_place() throws Exception {
        live.swarm.standStill(true);
        WorkflowRun first = push(step(SwarmServer.OTHER));
        Live.awaitLog(first, "web@toxis updated to");
        WorkflowRun second = push(step(SwarmServer.NEW));
        Live.awaitLog(second, "waiting for its turn");

        second.doKill();
        Eventually.holds(
                "it has no place", Duration.ofSeconds(30), () -> Live.history().size() == 1);
        assertThat(Live.history().get(0).reason()).contains("while it waited for its turn");
        live.swarm.standStill(false);
        Live.awaitEnd(first, Result.SUCCESS);
    }

    @Test
    void two_hundred_that_wait_take_no_threads() throws Exception {
        live.swarm.standStill(true);
        WorkflowRun first = push(step(SwarmServer.OTHER));
        Live.awaitLog(first, "web@toxis updated to");
        WorkflowRun warm = push(step(SwarmServer.NEW));
        Live.awaitLog(warm, "waiting for its turn");
        int before = ManagementFactory.getThreadMXBean().getThreadCount();
        WorkflowRun many = push(
                """
                def all = [:]
                for (int i = 0; i < 200; i++) {
                  def n = i
                  all["wait $n"] = { deployDockerService(service: 'web', host: 'toxis', image: "registry.example.org/web@sha256:${String.format('%%064x', n)}") }
                }
                parallel all
                """
                        .formatted());
        Eventually.holds("all wait", Duration.ofMinutes(3), () -> underWay() >= 201);

        assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(before + 60);
        many.doKill();
        Eventually.holds("all have gone", Duration.ofMinutes(3), () -> underWay() <= 2);
        first.doKill();
        warm.doKill();
    }

    private static int underWay() {
        try {
            return ControllerDeployments.get().deploying().underWay().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_field_is_kept_by_the_form_and_written_as_a_snippet() throws Exception {
        DeployDockerServiceStep step = new DeployDockerServiceStep("web", "toxis", "acme/web:live");
        step.setHealth("https://web.example.org/healthz");
        step.setUrl("https://web.example.org");
        step.setForce(true);
        step.setTimeoutMinutes(7);
        step.setHostKey("ssh-ed25519 AAAA");

        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
        new SnippetizerTester(jenkins)
                .assertRoundTrip(
                        new DeployDockerServiceStep("web", "toxis", "acme/web:live"),
                        "deployDockerService host: 'toxis', image: 'acme/web:live', service: 'web'");
        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("deployDockerService force: true, health: 'https://web.example.org/healthz', host: 'toxis',"
                        + " hostKey: 'ssh-ed25519 AAAA', image: 'acme/web:live', service: 'web', timeoutMinutes: 7,"
                        + " url: 'https://web.example.org'");
    }
}
