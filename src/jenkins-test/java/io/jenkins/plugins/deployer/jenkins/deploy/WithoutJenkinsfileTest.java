package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.recogniser.RulesBranches;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A repository without a Jenkinsfile, in a real controller that is killed while it deploys. */
class WithoutJenkinsfileTest {
    @RegisterExtension
    private final RealJenkinsExtension controller =
            new RealJenkinsExtension().javaOptions("-Djenkins.model.Jenkins.slaveAgentPort=-1");

    @TempDir
    private Path directory;

    private LiveUnikernel live;

    @BeforeEach
    void set() throws Exception {
        live = new LiveUnikernel(directory, "20s");
    }

    @AfterEach
    void close() throws Exception {
        live.close();
    }

    @Test
    void its_live_branch_is_deployed_through_a_restart_and_another_branch_is_only_planned() throws Throwable {
        LiveUnikernel.World world = live.world();
        LiveUnikernel.Pushed pushed = live.push("first");
        controller.startJenkins();
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> deploy(jenkins, world, pushed));

        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(WithoutJenkinsfileTest::check);
    }

    private static void deploy(JenkinsRule jenkins, LiveUnikernel.World world, LiveUnikernel.Pushed pushed)
            throws Exception {
        pushed.record();
        WorkflowMultiBranchProject project = world.set(jenkins);
        project.setProjectFactory(new RulesBranches());
        project.save();
        Live.index(project);
        Live.awaitLog(Live.run(jenkins, 1), "www@robur changed to");
        assertThat(project.getItem("main")).isNotNull();
    }

    private static void check(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
        jenkins.assertLogContains("going on after a restart of the controller", run);
        assertThat(LiveUnikernel.history()).extracting(Deployment::outcome).containsExactly(Outcome.LIVE);
        assertThat(LiveUnikernel.history().get(0).origin().orElseThrow().branch())
                .isEqualTo("live");
        assertThat(run.getParent().getDefinition().getClass().getSimpleName()).isEqualTo("RulesDefinition");
        assertThat(run.getAction(ReplayAction.class).getOriginalScript()).isEqualTo("deployer()");

        Live.index((WorkflowMultiBranchProject) run.getParent().getParent());
        WorkflowRun again = run.getParent().scheduleBuild2(0).get();
        jenkins.assertBuildStatus(Result.SUCCESS, again);
        assertThat(LiveUnikernel.history())
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.UNCHANGED, Outcome.LIVE);
    }
}
