package io.jenkins.plugins.deployer.jenkins.deploy;

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

/** A real controller, in a process of its own, is killed while a unikernel that it has replaced settles. */
class RestartedUnikernelTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @TempDir
    private Path directory;

    private LiveUnikernel live;

    @BeforeEach
    void set() throws Exception {
        live = new LiveUnikernel(directory, "30s");
    }

    @AfterEach
    void close() throws Exception {
        live.close();
    }

    @Test
    void the_next_one_goes_on_with_one_change_and_one_record() throws Throwable {
        LiveUnikernel.World world = live.world();
        LiveUnikernel.Pushed pushed = live.push(
                "deployerPlan()\ndef made = deployUnikernel(unikernel: 'www', host: 'robur')\necho \"became ${made.outcome}\"",
                "first");
        controller.startJenkins();
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> deploy(jenkins, world, pushed));
        assertThat(live.albatross.isRunning(":www")).isTrue();
        long changes = changes();

        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(RestartedUnikernelTest::check);

        assertThat(changes()).isEqualTo(changes);
    }

    private long changes() {
        return live.albatross.asked().stream()
                .filter(asked -> asked.matches("3\\.2[01] :www"))
                .count();
    }

    private static void deploy(JenkinsRule jenkins, LiveUnikernel.World world, LiveUnikernel.Pushed pushed)
            throws Exception {
        pushed.record();
        Live.index(world.set(jenkins));
        Live.awaitLog(Live.run(jenkins, 1), "www@robur changed to");
    }

    private static void check(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
        jenkins.assertLogContains("going on after a restart of the controller", run);
        jenkins.assertLogContains("became live", run);
        assertThat(LiveUnikernel.history()).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
        assertThat(Live.recorded(run)).isEqualTo(LiveUnikernel.history());
        assertThat(ControllerDeployments.get().deploying().underWay()).isEmpty();
    }
}
