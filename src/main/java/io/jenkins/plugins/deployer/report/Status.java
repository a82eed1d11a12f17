package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.service.Running;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rules want and what runs, service by service. Pure: whoever makes it has asked the hosts and the forge.
 *
 * @param services in the order of the rules
 * @param at when it was found out
 */
public record Status(List<ServiceStatus> services, Instant at) {
    public Status {
        services = List.copyOf(services);
    }

    /**
     * @param hosts what was found out about each host; one that is missing was not asked
     * @param heads the newest commit of each live head; one that is missing was not asked for, or does not exist
     * @param records what {@link DeploymentLog#records} knows
     */
    public static Status of(
            Rules rules,
            Map<String, HostState> hosts,
            Map<RepositoryName, Map<LiveHead, String>> heads,
            Map<ServiceOnHost, ServiceRecord> records,
            Instant at) {
        Map<String, Map<String, Running>> running = new HashMap<>();
        hosts.forEach((name, state) -> {
            if (state instanceof HostState.Reached reached) {
                Map<String, Running> byName = new HashMap<>();
                reached.services().forEach(service -> byName.put(service.service(), service));
                running.put(name, byName);
            }
        });
        List<ServiceStatus> services = new ArrayList<>();
        for (Wanted wanted : Wanted.all(rules, heads)) {
            services.addAll(status(
                    wanted,
                    Optional.ofNullable(hosts.get(wanted.service().host())),
                    running.getOrDefault(wanted.service().host(), Map.of()),
                    records));
        }
        return new Status(services, at);
    }

    private static List<ServiceStatus> status(
            Wanted wanted,
            Optional<HostState> host,
            Map<String, Running> running,
            Map<ServiceOnHost, ServiceRecord> records) {
        ServiceOnHost service = wanted.service();
        Optional<ServiceRecord> record = Optional.ofNullable(records.get(service));
        if (host.isEmpty()) {
            return List.of(ServiceStatus.unknown(
                    wanted, record, ServiceStatus.State.UNKNOWN, service.host() + " was not asked"));
        }
        if (host.get() instanceof HostState.Unreachable unreachable) {
            return List.of(
                    ServiceStatus.unknown(wanted, record, ServiceStatus.State.UNREACHABLE, unreachable.reason()));
        }
        List<ServiceStatus> found = running.values().stream()
                .filter(candidate -> isPart(candidate, wanted.service(), wanted.image()))
                .sorted((a, b) -> a.service().compareTo(b.service()))
                .map(part -> ServiceStatus.of(wanted, part, record(part, service, records)))
                .toList();
        return found.isEmpty()
                ? List.of(ServiceStatus.unknown(
                        wanted,
                        record,
                        ServiceStatus.State.MISSING,
                        service.kind() == ServiceOnHost.Kind.UNIKERNEL
                                ? "nothing runs under this name"
                                : "there is no such service; create it once"))
                : found;
    }

    /** The services of a stack are deployed one by one, each with a record of its own. */
    private static Optional<ServiceRecord> record(
            Running part, ServiceOnHost whole, Map<ServiceOnHost, ServiceRecord> records) {
        ServiceOnHost itself = new ServiceOnHost(ServiceOnHost.Kind.SERVICE, part.service(), whole.host());
        return Optional.ofNullable(records.get(itself)).or(() -> Optional.ofNullable(records.get(whole)));
    }

    /**
     * Whether something that runs is what a rule deploys, or one of several parts of it.
     *
     * @param image that the rule deploys
     */
    static boolean isPart(Running running, ServiceOnHost service, Optional<String> image) {
        return switch (service.kind()) {
            case SERVICE, UNIKERNEL -> running.service().equals(service.name());
            case STACK, COMPOSE ->
                running.service().startsWith(service.name() + "_")
                        && image.map(name -> isSameRepository(running.image(), name))
                                .orElse(false);
        };
    }

    private static boolean isSameRepository(String running, String wanted) {
        try {
            ImageName one = ImageName.parse(running);
            ImageName other = ImageName.parse(wanted);
            return one.registry().equals(other.registry()) && one.repository().equals(other.repository());
        } catch (IllegalArgumentException e) {
            // Somebody gave the service an image by id.
            return false;
        }
    }

    /** Whether nobody has anything to do. */
    public boolean isGood() {
        return services.stream().allMatch(ServiceStatus::isGood);
    }
}
