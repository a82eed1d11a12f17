package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.Progress;
import io.jenkins.plugins.deployer.jenkins.run.RunRecord;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.report.Check;
import io.jenkins.plugins.deployer.report.CheckText;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What others get to know of a run that asks for a plan. */
@WithJenkins
class PlannedRunTest {
    @TempDir
    Path directory;

    @TestExtension
    public static final class Watch extends RunWatch {
        static final AtomicInteger CHANGES = new AtomicInteger();

        @Override
        public void changed(Run<?, ?> run) {
            CHANGES.incrementAndGet();
            throw new IllegalStateException("nobody else suffers");
        }
    }

    private static WorkflowRun run(Organisation organisation, String branch, Result result) throws Exception {
        organisation.x.write("Jenkinsfile", "deployerPlan()").commit("plan");
        organisation.x.git("branch", "-f", "live");
        WorkflowJob job = organisation
                .project("org", "x", Organisation.source(organisation.url("ocurrent/x")))
                .getItemByBranchName(branch);
        WorkflowRun run = job.getLastBuild();
        organisation.jenkins.assertBuildStatus(result, run);
        return run;
    }

    private static Check check(WorkflowRun run, End end) {
        RunRecord record = DeployerRunAction.of(run).record();
        return CheckText.of(Progress.of(record, end));
    }

    @Test
    void a_plan_is_progress_that_is_told_and_a_project_without_checks_is_one_line(JenkinsRule jenkins)
            throws Exception {
        try (Organisation organisation = Organisation.in(jenkins, directory)) {
            int before = Watch.CHANGES.get();

            WorkflowRun run = run(organisation, "live", Result.SUCCESS);

            assertThat(Watch.CHANGES.get()).isGreaterThan(before);
            assertThat(check(run, End.NOT_YET).status()).isEqualTo(Check.Status.QUEUED);
            assertThat(check(run, End.SUCCESS).summary()).contains("`x_web@toxis`", "branch live");
            assertThat(check(run, End.SUCCESS).mayRedeploy()).isTrue();
            jenkins.waitForMessage("The check \"deployability\" is shown nowhere", run);
        }
    }

    @Test
    void rules_that_cannot_be_read_are_trouble(JenkinsRule jenkins) throws Exception {
        try (Organisation organisation = Organisation.in(jenkins, directory)) {
            organisation
                    .library
                    .write(Organisation.FILE, "version: 1\nforge: 7\n")
                    .commit("broken");

            WorkflowRun run = run(organisation, "live", Result.FAILURE);

            assertThat(check(run, End.FAILURE).title()).isEqualTo("There is no plan");
            assertThat(check(run, End.FAILURE).summary()).contains("rules.yaml");
        }
    }
}
