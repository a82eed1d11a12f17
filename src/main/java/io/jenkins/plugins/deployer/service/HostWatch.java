package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at the services of one host for everybody who rolls out there: two questions to the engine answer all of
 * them. Safe for use by several threads; while one looks the others wait for what it sees.
 */
final class HostWatch {
    /** How old what was seen may be, at the most. */
    private static final Duration FRESH = Duration.ofMillis(60);
    /** How long a service that somebody asked about is looked at along with the others. */
    private static final Duration INTEREST = Duration.ofSeconds(3);

    private final Clock clock;
    private final Map<String, Instant> interest = new HashMap<>();
    private Map<String, ServiceLook> seen = Map.of();
    private Set<String> asked = Set.of();
    private Instant seenAt = Instant.MIN;

    HostWatch(Clock clock) {
        this.clock = clock;
    }

    /** A service and its tasks, as they are or were a moment ago; empty if there is no such service. */
    synchronized Optional<ServiceLook> look(Engine engine, String service)
            throws EngineException, InterruptedException {
        Instant now = clock.instant();
        interest.put(service, now);
        boolean fresh = asked.contains(service) && !now.isAfter(seenAt.plus(FRESH));
        return fresh ? Optional.ofNullable(seen.get(service)) : lookNow(engine, service);
    }

    /** The same as they are now. */
    synchronized Optional<ServiceLook> lookNow(Engine engine, String service)
            throws EngineException, InterruptedException {
        Instant now = clock.instant();
        interest.put(service, now);
        interest.values().removeIf(at -> at.plus(INTEREST).isBefore(now));
        Set<String> names = Set.copyOf(interest.keySet());
        seen = look(engine, names);
        asked = names;
        seenAt = now;
        return Optional.ofNullable(seen.get(service));
    }

    /** What was seen is past: somebody changed something. */
    synchronized void changed() {
        seenAt = Instant.MIN;
        asked = Set.of();
    }

    /** All services of a host by name. */
    static Map<String, ServiceLook> all(Engine engine) throws EngineException, InterruptedException {
        return join(engine.get("/services"), engine.get("/tasks"));
    }

    private static Map<String, ServiceLook> look(Engine engine, Set<String> names)
            throws EngineException, InterruptedException {
        if (names.size() > 1) {
            return all(engine);
        }
        // The engine takes a name as the beginning of one.
        Map<String, ServiceView> services = new HashMap<>();
        for (JsonNode json : engine.get("/services" + filter("name", names))) {
            ServiceView service = new ServiceView(json);
            if (names.contains(service.name())) {
                services.put(service.name(), service);
            }
        }
        if (services.isEmpty()) {
            return Map.of();
        }
        List<String> ids = services.values().stream().map(ServiceView::id).toList();
        return join(services.values(), engine.get("/tasks" + filter("service", ids)));
    }

    private static Map<String, ServiceLook> join(JsonNode services, JsonNode tasks) {
        List<ServiceView> views = new ArrayList<>();
        services.forEach(json -> views.add(new ServiceView(json)));
        return join(views, tasks);
    }

    private static Map<String, ServiceLook> join(Collection<ServiceView> services, JsonNode tasks) {
        Map<String, List<TaskView>> byService = new HashMap<>();
        for (JsonNode json : tasks) {
            TaskView task = new TaskView(json);
            byService.computeIfAbsent(task.serviceId(), id -> new ArrayList<>()).add(task);
        }
        Map<String, ServiceLook> looks = new HashMap<>();
        for (ServiceView service : services) {
            looks.put(service.name(), new ServiceLook(service, byService.getOrDefault(service.id(), List.of())));
        }
        return looks;
    }

    private static String filter(String key, Collection<String> values) {
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        values.forEach(filters.putArray(key)::add);
        return "?filters=" + URLEncoder.encode(filters.toString(), StandardCharsets.UTF_8);
    }
}
