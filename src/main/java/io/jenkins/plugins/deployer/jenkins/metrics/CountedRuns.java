package io.jenkins.plugins.deployer.jenkins.metrics;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.BuildEffort;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.report.Deployment;
import java.util.Optional;
import jenkins.metrics.api.Metrics;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** Counts what runs build and deploy. */
@OptionalExtension(requirePlugins = "metrics")
public final class CountedRuns extends RunWatch {
    private final Tally tally = new Tally(Metrics::metricRegistry);

    @Override
    public void deployed(Run<?, ?> run, Deployment deployment) {
        tally.add(deployment);
    }

    @Override
    public void built(Run<?, ?> run, BuildKey key, Optional<BuildEffort> effort) {
        DeployerRunAction.find(run)
                .map(DeployerRunAction::record)
                .flatMap(record -> EndedBuild.of(record.plans(), key, effort))
                .ifPresent(build -> tally.add(build.repository(), build.kind(), build.outcome(), build.took()));
    }
}
