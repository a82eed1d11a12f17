package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.image.Project;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.Processes;
import io.jenkins.plugins.deployer.real.RealDocker;
import java.time.Duration;
import java.util.Collection;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller is stopped while an agent builds, and started again. */
@ExtendWith(RealDocker.Extension.class)
class RestartedBuildITest {
    private static final Duration SOON = Duration.ofMinutes(3);

    @RegisterExtension
    private final JenkinsSessionExtension controller = new JenkinsSessionExtension();

    private final RealDocker docker;
    private Workshop workshop;

    RestartedBuildITest(RealDocker docker) {
        this.docker = docker;
    }

    @Test
    void a_build_outlives_the_controller() throws Throwable {
        // No other process sleeps for this long.
        String seconds = "30." + System.nanoTime() % 1_000_000;
        try {
            controller.then(jenkins -> begin(jenkins, seconds));
            assertThat(Processes.anyRuns("sleep\0" + seconds)).isTrue();
            controller.then(this::goOn);
        } finally {
            workshop.close();
        }
    }

    private void begin(JenkinsRule jenkins, String seconds) throws Exception {
        workshop = Workshop.in(jenkins, docker);
        workshop.web
                .write("Dockerfile", Project.BASE + "RUN sleep " + seconds + "\n")
                .commit("slow");
        workshop.start("main");
        Eventually.holds("the step runs", SOON, () -> Processes.anyRuns("sleep\0" + seconds));
    }

    private void goOn(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = jenkins.jenkins
                .getItemByFullName("org/web/main", WorkflowJob.class)
                .getLastBuild();

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));

        Collection<?> built =
                DeployerRunAction.find(run).orElseThrow().record().built().values();
        assertThat(built).hasSize(1);
        assertThat(JenkinsRule.getLog(run)).containsOnlyOnce("Pushing to ").contains("Resuming build at");
        assertThat(docker.run("pull", "--quiet", built.iterator().next().toString()))
                .isNotEmpty();
    }
}
