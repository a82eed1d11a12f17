package io.jenkins.plugins.deployer.jenkins.metrics;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Counts builds and deployments since the start of the controller (docs/metrics.md). Does no I/O; safe for use by several
 * threads.
 */
final class Tally {
    private static final int MOST_REPOSITORIES = 500;
    private static final String DEPLOYMENTS = "deployments";
    private static final String BUILDS = "builds";

    /** How a build ended. */
    enum Built {
        BUILT,
        REUSED,
        FAILED
    }

    /** What was built. */
    enum Kind {
        IMAGE,
        UNIKERNEL
    }

    private final Supplier<MetricRegistry> registry;
    private final RepositoryNames repositories = new RepositoryNames(MOST_REPOSITORIES);

    /** @param registry asked for each time */
    Tally(Supplier<MetricRegistry> registry) {
        this.registry = registry;
    }

    /** All that are not of one repository, so that whoever reads them finds zeros and not nothing. */
    static Map<String, Metric> nothingYet() {
        Map<String, Metric> all = new LinkedHashMap<>();
        for (ServiceOnHost.Kind kind : ServiceOnHost.Kind.values()) {
            for (Outcome outcome : Outcome.values()) {
                all.put(name(DEPLOYMENTS, kind.label(), written(outcome.label())), new Counter());
            }
            all.put(name(DEPLOYMENTS, kind.label(), "duration"), new Timer());
        }
        for (Kind kind : Kind.values()) {
            for (Built outcome : Built.values()) {
                all.put(name(BUILDS, written(kind), written(outcome)), new Counter());
            }
            all.put(name(BUILDS, written(kind), "duration"), new Timer());
        }
        return all;
    }

    /** Counts a deployment that has ended. What changed nothing says nothing of how long deployments take. */
    void add(Deployment deployment) {
        String kind = deployment.service().kind().label();
        String outcome = written(deployment.outcome().label());
        count(name(DEPLOYMENTS, kind, outcome));
        if (!deployment.leftAlone()) {
            time(name(DEPLOYMENTS, kind, "duration"), deployment.duration());
        }
        deployment.origin().map(Deployment.Origin::repository).ifPresent(repository -> {
            String of = deployment.outcome() == Outcome.REFUSED
                    ? repositories.ofKnown(repository)
                    : repositories.of(repository);
            count(name("repositories", of, DEPLOYMENTS, outcome));
        });
    }

    /**
     * Counts a build that has ended.
     *
     * @param took empty if nothing was built
     */
    void add(RepositoryName repository, Kind kind, Built outcome, Optional<Duration> took) {
        count(name(BUILDS, written(kind), written(outcome)));
        took.ifPresent(time -> time(name(BUILDS, written(kind), "duration"), time));
        count(name("repositories", repositories.of(repository), BUILDS, written(outcome)));
    }

    private void count(String name) {
        registry.get().counter(name).inc();
    }

    private void time(String name, Duration took) {
        registry.get().timer(name).update(took);
    }

    private static String name(String... parts) {
        return "deployer." + String.join(".", parts);
    }

    private static String written(Enum<?> value) {
        return written(value.name().toLowerCase(Locale.ROOT));
    }

    private static String written(String words) {
        return words.replace(' ', '-');
    }
}
