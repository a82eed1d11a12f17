package io.jenkins.plugins.deployer.jenkins.pages;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.jenkins.deploy.DeploymentNow;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.jenkins.drift.ServiceDrift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.report.Wanted;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All services: those of the rules in their order, then those that were deployed but that the rules do not name.
 *
 * @param rows one for each service
 */
public record Overview(List<ServiceRow> rows) {
    public Overview {
        rows = List.copyOf(rows);
    }

    /** Where nobody looks for drift. */
    public static Overview of(Optional<Rules> rules, Map<ServiceOnHost, KnownService> known, List<DeploymentNow> now) {
        return of(rules, known, now, service -> Optional.empty());
    }

    /**
     * @param rules empty if they are not known
     * @param known what was ever deployed
     * @param now what has not ended
     * @param drift what the last look at the host of a service found
     */
    public static Overview of(
            Optional<Rules> rules,
            Map<ServiceOnHost, KnownService> known,
            List<DeploymentNow> now,
            Function<ServiceOnHost, Optional<ServiceDrift>> drift) {
        requireNonNull(known);
        Map<ServiceOnHost, Optional<Wanted>> services = new LinkedHashMap<>();
        rules.map(read -> Wanted.all(read, Map.of()))
                .orElse(List.of())
                .forEach(wanted -> services.putIfAbsent(wanted.service(), Optional.of(wanted)));
        known.keySet().forEach(service -> services.putIfAbsent(service, Optional.empty()));
        Map<ServiceOnHost, List<DeploymentNow>> waiting = new HashMap<>();
        for (DeploymentNow one : now) {
            services.putIfAbsent(one.service(), Optional.empty());
            waiting.computeIfAbsent(one.service(), service -> new ArrayList<>()).add(one);
        }
        List<ServiceRow> rows = new ArrayList<>(services.size());
        services.forEach((service, wanted) -> rows.add(new ServiceRow(
                service,
                wanted,
                Optional.ofNullable(known.get(service)),
                waiting.getOrDefault(service, List.of()),
                drift.apply(service))));
        return new Overview(rows);
    }

    /** Of these services only. */
    public Overview only(Predicate<ServiceRow> which) {
        return new Overview(rows.stream().filter(which).toList());
    }

    /** One of them. */
    public Optional<ServiceRow> row(ServiceOnHost service) {
        return rows.stream().filter(row -> row.service().equals(service)).findFirst();
    }

    /** How many drifted. */
    public long drifted() {
        return rows.stream()
                .filter(row ->
                        row.drift().filter(found -> found.drift().isDrift()).isPresent())
                .count();
    }

    /** How many are in a state. */
    public long count(ServiceRow.State state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }
}
