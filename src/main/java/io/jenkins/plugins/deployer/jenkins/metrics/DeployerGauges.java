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

    /**
     * Gauges have no value as long as it is unknown.
     *
     * @param drifted how many services the last look for drift found to run something else
     * @param silent how many hosts it could not ask
     */
    static Map<String, Metric> of(
            Supplier<Optional<List<DeploymentNow>>> underWay,
            Supplier<Optional<Integer>> drifted,
            Supplier<Optional<Integer>> silent) {
        Map<String, Metric> all = new LinkedHashMap<>();
        all.put("deployer.deployments.under-way", number(underWay, DeploymentNow::hasBegun));
        all.put("deployer.deployments.waiting", number(underWay, one -> !one.hasBegun()));
        all.put("deployer.services.drifted", (Gauge<Integer>)
                () -> drifted.get().orElse(null));
        all.put("deployer.hosts.silent", (Gauge<Integer>) () -> silent.get().orElse(null));
        return all;
    }

    private static <T> Gauge<Long> number(Supplier<Optional<List<T>>> all, Predicate<T> which) {
        return () -> all.get().map(some -> some.stream().filter(which).count()).orElse(null);
    }
}
