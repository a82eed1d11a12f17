package io.jenkins.plugins.deployer.jenkins.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.util.Map;
import java.util.Optional;
import jenkins.metrics.api.Metrics;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the plugin metrics shows of runs. */
@WithJenkins
class CountedRunsTest {
    private static final ImageName STAGED =
            ImageName.parse("registry.example.org/staging").withDigest(Deployments.digest('1'));

    private static WorkflowRun run(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("", true));
        return jenkins.buildAndAssertSuccess(job);
    }

    private static long count(String name) {
        return Metrics.metricRegistry().getCounters().get(name).getCount();
    }

    private static long times(String name) {
        return Metrics.metricRegistry().getTimers().get(name).getCount();
    }

    @Test
    void a_deployment_that_is_recorded_twice_counts_once(JenkinsRule jenkins) throws Exception {
        DeployerRunAction action = DeployerRunAction.of(run(jenkins));

        action.add(Deployments.deployment("1", '1', Outcome.LIVE));
        action.add(Deployments.deployment("1", '1', Outcome.LIVE));

        assertThat(count("deployer.deployments.service.live")).isEqualTo(1);
        assertThat(times("deployer.deployments.service.duration")).isEqualTo(1);
        assertThat(count("deployer.repositories.ocurrent.docker-base-images.deployments.live"))
                .isEqualTo(1);
    }

    @Test
    void each_build_counts_once_however_it_ends(JenkinsRule jenkins) throws Exception {
        DeployerRunAction action = DeployerRunAction.of(run(jenkins));
        Plan plan = Planner.plan(Examples.rules(), Examples.live(), Map.of());
        action.add(Optional.empty(), "5d41402a", plan, Optional.empty());
        BuildTask first = plan.builds().get(0);
        BuildTask second = plan.builds().get(1);

        action.beginBuild(first.key(), Optional.empty());
        action.addFailed(first.key(), "no space left on device");
        action.addFailed(first.key(), "no space left on device");
        action.beginBuild(first.key(), Optional.empty());
        action.addBuilt(first.key(), STAGED);
        action.addBuilt(first.key(), STAGED);
        action.addBuilt(second.key(), STAGED);
        action.addBuilt(second.key(), STAGED);

        assertThat(count("deployer.builds.image.failed")).isEqualTo(1);
        assertThat(count("deployer.builds.image.built")).isEqualTo(1);
        assertThat(count("deployer.builds.image.reused")).isEqualTo(1);
        assertThat(times("deployer.builds.image.duration")).isEqualTo(2);
        assertThat(count("deployer.repositories.ocurrent.docker-base-images.builds.built"))
                .isEqualTo(1);
    }

    @Test
    void what_nobody_has_looked_for_has_no_value(JenkinsRule jenkins) {
        assertThat(jenkins).isNotNull();
        for (String name : new String[] {"deployer.services.drifted", "deployer.hosts.silent"}) {
            assertThat(Metrics.metricRegistry().getGauges().get(name).getValue())
                    .isNull();
        }
    }

    @Test
    void a_controller_that_did_nothing_shows_zeros(JenkinsRule jenkins) {
        assertThat(jenkins).isNotNull();
        assertThat(count("deployer.deployments.unikernel.rolled-back")).isZero();
        assertThat(Metrics.metricRegistry()
                        .getGauges()
                        .get("deployer.deployments.waiting")
                        .getValue())
                .isEqualTo(0L);
    }
}
