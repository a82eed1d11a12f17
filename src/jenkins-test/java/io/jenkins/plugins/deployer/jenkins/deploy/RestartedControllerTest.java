package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Live.step;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A real controller, in a process of its own, is stopped or killed while it deploys, and started again. */
class RestartedControllerTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @TempDir
    private Path directory;

    private Live live;

    @BeforeEach
    void set() throws Exception {
        live = new Live(directory);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void a_restart_in_mid_deployment_ends_in_one_roll_out_and_one_outcome() throws Throwable {
        begin();
        controller.stopJenkins();
        goOn();
    }

    @Test
    void a_controller_killed_in_mid_deployment_ends_in_one_roll_out_and_one_outcome() throws Throwable {
        begin();
        controller.stopJenkinsForcibly();
        goOn();
    }

    private void begin() throws Throwable {
        live.swarm.standStill(true);
        live.push("def made = " + step(SwarmServer.NEW) + "\necho \"became ${made.outcome}\"");
        controller.startJenkins();
        String rules = live.rules();
        String remote = live.remote();
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> deploy(jenkins, rules, remote));
    }

    private static void deploy(JenkinsRule jenkins, String rules, String remote) throws Exception {
        Live.index(Live.set(jenkins, rules, remote));
        Live.awaitLog(Live.run(jenkins, 1), "web@toxis updated to");
    }

    private void goOn() throws Throwable {
        live.swarm.standStill(false);
        controller.startJenkins();
        controller.runRemotely(RestartedControllerTest::check);

        assertThat(live.swarm.<Long>with(swarm -> swarm.updatesTo(SwarmServer.NEW)))
                .isEqualTo(1);
    }

    private static void check(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
        jenkins.assertLogContains("going on after a restart of the controller", run);
        jenkins.assertLogContains("became live", run);
        assertThat(Live.history()).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
        assertThat(Live.recorded(run)).isEqualTo(Live.history());
        assertThat(ControllerDeployments.get().deploying().underWay()).isEmpty();
    }
}
