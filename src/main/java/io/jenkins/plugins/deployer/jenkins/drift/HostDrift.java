package io.jenkins.plugins.deployer.jenkins.drift;

import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the last look at one host found.
 *
 * @param asked when that was
 * @param trouble why the host could not be asked, a sentence; empty if it answered
 * @param troubledSince when the first look of those that failed in a row was; empty if it answered
 * @param services all of its services of which it is known what should run
 */
public record HostDrift(
        String host,
        Instant asked,
        Optional<String> trouble,
        Optional<Instant> troubledSince,
        Map<ServiceOnHost, Drift> services) {
    public HostDrift {
        Objects.requireNonNull(host);
        Objects.requireNonNull(asked);
        if (trouble.isPresent() != troubledSince.isPresent()) {
            throw new IllegalArgumentException("a host is in trouble since some time, or not at all");
        }
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    static HostDrift answered(String host, Instant asked, Map<ServiceOnHost, Drift> services) {
        return new HostDrift(host, asked, Optional.empty(), Optional.empty(), services);
    }

    /** Nobody knows what it runs. */
    static HostDrift silent(String host, Instant asked, String trouble, Collection<ServiceOnHost> services) {
        Map<ServiceOnHost, Drift> unknown = new LinkedHashMap<>();
        services.forEach(service -> unknown.put(service, Drift.unknown(trouble)));
        return new HostDrift(host, asked, Optional.of(trouble), Optional.of(asked), unknown);
    }

    /** If it is in trouble, it is since the earlier look failed. */
    HostDrift after(HostDrift earlier) {
        return trouble.isPresent() && earlier.troubledSince.isPresent()
                ? new HostDrift(host, asked, trouble, earlier.troubledSince, services)
                : this;
    }
}
