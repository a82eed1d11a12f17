package io.jenkins.plugins.deployer.jenkins.metrics;

import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.drift.DriftWatch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jenkins.metrics.api.MetricProvider;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** The metrics of this controller that are there from its start. */
@OptionalExtension(requirePlugins = "metrics")
public final class DeployerMetrics extends MetricProvider {
    @Override
    public MetricSet getMetricSet() {
        Map<String, Metric> all = new LinkedHashMap<>(Tally.nothingYet());
        all.putAll(DeployerGauges.of(
                DeployerMetrics::underWay, () -> lastLook(DriftWatch::drifted), () -> lastLook(DriftWatch::silent)));
        return () -> all;
    }

    private static Optional<Integer> lastLook(Function<DriftWatch, Integer> found) {
        DriftWatch watch = DriftWatch.get();
        return watch.lastLook().map(at -> found.apply(watch));
    }

    private static Optional<List<DeploymentNow>> underWay() {
        try {
            return Optional.of(DeploymentNow.all(ControllerDeployments.get().deploying()));
        } catch (IOException e) {
            // Jenkins has not loaded its jobs yet.
            return Optional.empty();
        }
    }
}
