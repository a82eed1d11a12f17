package io.jenkins.plugins.deployer.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RunPageTest {
    private final Plan plan = Planner.plan(
            Examples.rules(),
            new Revision(Examples.BASE_IMAGES, new Head.Branch("live"), Examples.COMMIT, Examples.TREE),
            Map.of());

    @Test
    void the_plan_is_shown_with_how_far_it_is(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "live");
        String building = plan.builds().get(1).title();
        job.setDefinition(new CpsFlowDefinition(
                "stage('Build') { parallel([\"" + building + "\": { semaphore 'build' }]) }", true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart("build/1", run);
        DeployerRunAction action = DeployerRunAction.of(run);
        assertThat(action.getIconFileName()).isNull();
        ImageName image = plan.publications().get(0).name().withDigest(Deployments.digest('a'));
        action.add(Optional.empty(), "0123456789abcdef", plan);
        action.addBuilt(plan.builds().get(0).key(), image);
        action.add(Deployments.deployment("1", 'a', Outcome.ROLLED_BACK));

        HtmlPage page = page(jenkins, run);

        assertThat(page.asNormalizedText())
                .contains(
                        "By version 0123456789 of the rules",
                        plan.builds().get(0).title() + "\t\ndone")
                .contains(building + "\t\nin progress", "\t\nrolled back", "\t\nwaiting");
        assertThat(page.getWebResponse().getContentAsString())
                .contains("data-over=\"false\"", "is-working", "is-rolled-back");
        SemaphoreStep.success("build/1", null);
        jenkins.waitForCompletion(run);
        Eventually.holds("the log is complete", Duration.ofSeconds(30), () -> !run.isLogUpdated());
        assertThat(page(jenkins, run).getWebResponse().getContentAsString())
                .contains("data-over=\"true\"", "is-not-done");
        assertThat(jenkins.createWebClient()
                        .goTo(run.getUrl() + "deployer/live")
                        .getWebResponse()
                        .getContentAsString())
                .contains("is-not-done");
        assertThat(action.getIconFileName()).isNotNull();
    }

    private static HtmlPage page(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        return jenkins.createWebClient().withJavaScriptEnabled(false).getPage(run, "deployer");
    }
}
