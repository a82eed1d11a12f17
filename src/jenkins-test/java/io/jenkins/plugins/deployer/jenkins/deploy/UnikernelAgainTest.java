package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause.UserIdCause;
import hudson.model.Job;
import hudson.model.Result;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.unikernel.StagedUnikernels;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A unikernel is brought back to its first version, and the controller is killed meanwhile. */
class UnikernelAgainTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @TempDir
    private Path directory;

    private LiveUnikernel live;

    @BeforeEach
    void set() throws Exception {
        live = new LiveUnikernel(directory, "4s");
    }

    @AfterEach
    void close() throws Exception {
        live.close();
    }

    @Test
    void the_first_is_live_again_after_a_kill_in_mid_roll_back() throws Throwable {
        LiveUnikernel.World world = live.world();
        LiveUnikernel.Pushed first = live.push("deployer()", "first");
        controller.startJenkins();
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> push(jenkins, world, first));
        LiveUnikernel.Pushed second = live.push("deployer()", "second");
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> pushNext(jenkins, second));
        assertThat(live.albatross.running(":www")).endsWith("second");

        controller.runRemotely(UnikernelAgainTest::rollBack);
        controller.stopJenkinsForcibly();
        assertThat(live.albatross.running(":www")).endsWith("first");
        controller.startJenkins();

        controller.runRemotely(UnikernelAgainTest::check);
        assertThat(live.albatross.running(":www")).endsWith("first");
    }

    private static void push(JenkinsRule jenkins, LiveUnikernel.World world, LiveUnikernel.Pushed pushed)
            throws Exception {
        pushed.record();
        Live.index(world.set(jenkins));
        Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
    }

    private static void pushNext(JenkinsRule jenkins, LiveUnikernel.Pushed pushed) throws Exception {
        pushed.record();
        Live.index(jenkins.jenkins.getItemByFullName("org/web", WorkflowMultiBranchProject.class));
        Live.awaitEnd(Live.run(jenkins, 2), Result.SUCCESS);
    }

    private static void rollBack(JenkinsRule jenkins) throws Exception {
        RecordedDeployment first = ControllerDeployments.get()
                .store()
                .history(LiveUnikernel.WWW, 10)
                .get(1);
        assertThat(first.deployment().digest()).contains(StagedUnikernels.digest("first"));
        DeployAgain.schedule(
                jenkins.jenkins.getItemByFullName("org/web/live", Job.class),
                first,
                Cause.ROLL_BACK,
                false,
                new UserIdCause(null));
        Live.awaitLog(Live.run(jenkins, 3), "www@robur changed to");
    }

    private static void check(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 3), Result.SUCCESS);
        jenkins.assertLogContains("going on after a restart of the controller", run);
        Deployment back = LiveUnikernel.history().get(0);
        assertThat(back.cause()).isEqualTo(Cause.ROLL_BACK);
        assertThat(back.outcome()).isEqualTo(Outcome.LIVE);
        assertThat(back.digest()).contains(StagedUnikernels.digest("first"));
        assertThat(back.previous()).contains(StagedUnikernels.digest("second"));
        assertThat(Live.recorded(run)).containsExactly(back);
        assertThat(ControllerDeployments.get()
                        .store()
                        .known(LiveUnikernel.WWW)
                        .orElseThrow()
                        .isRolledBack())
                .isTrue();
    }
}
