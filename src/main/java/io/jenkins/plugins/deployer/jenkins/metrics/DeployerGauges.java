package io.jenkins.plugins.deployer.jenkins.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What can be looked at now, as opposed to counted. */
final class DeployerGauges {
    private DeployerGauges() {}

    /** @param underWay empty as long as that is unknown; then the gauges have no value */
    static Map<String, Metric> of(Supplier<Optional<List<DeploymentNow>>> underWay) {
        Map<String, Metric> all = new LinkedHashMap<>();
        all.put("deployer.deployments.under-way", number(underWay, DeploymentNow::hasBegun));
        all.put("deployer.deployments.waiting", number(underWay, one -> !one.hasBegun()));
        return all;
    }

    private static <T> Gauge<Long> number(Supplier<Optional<List<T>>> all, Predicate<T> which) {
        return () -> all.get().map(some -> some.stream().filter(which).count()).orElse(null);
    }
}
