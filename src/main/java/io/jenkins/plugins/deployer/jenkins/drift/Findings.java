package io.jenkins.plugins.deployer.jenkins.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.jenkins.deploy.KnownService;
import io.jenkins.plugins.deployer.process.SavedFile;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What the last looks found, and what was done about it: in memory, and in a file for the next process. A file that cannot be
 * read is as good as none, except that a drift may be put right once more than it would have been. Safe for use by several
 * threads; reading waits for nobody.
 */
final class Findings {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Consumer<String> problems;
    private final Map<String, HostDrift> hosts = new ConcurrentHashMap<>();
    private final Map<ServiceOnHost, Attempts> attempts = new ConcurrentHashMap<>();
    private final Map<ServiceOnHost, String> remedies = new ConcurrentHashMap<>();

    private Findings(Path file, Consumer<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** @param problems is told in a sentence if the file cannot be read or written */
    static Findings open(Path file, Consumer<String> problems) {
        Findings findings = new Findings(file, problems);
        findings.read();
        return findings;
    }

    /** Of one service, however long ago; empty if its host was never looked at. */
    Optional<ServiceDrift> of(ServiceOnHost service) {
        return Optional.ofNullable(hosts.get(service.host())).flatMap(host -> Optional.ofNullable(
                        host.services().get(service))
                .map(drift -> new ServiceDrift(
                        drift, host.asked(), host.troubledSince(), Optional.ofNullable(remedies.get(service)))));
    }

    /** The same unless it is past: a deployment that ended since knows better. */
    Optional<ServiceDrift> of(ServiceOnHost service, Optional<KnownService> known) {
        Optional<Instant> deployed = known.map(one -> one.last().deployment())
                .filter(Deployment::triedImage)
                .map(Deployment::finished);
        return of(service).filter(found -> deployed.isEmpty() || found.at().isAfter(deployed.get()));
    }

    /** What the last look found, host by host. */
    Collection<HostDrift> hosts() {
        return hosts.values();
    }

    /** The services that drifted. */
    List<ServiceOnHost> drifted() {
        return hosts.values().stream()
                .flatMap(host -> host.services().entrySet().stream())
                .filter(service -> service.getValue().isDrift())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** When a look last began. */
    Optional<Instant> lastAsked() {
        return hosts.values().stream().map(HostDrift::asked).max(Instant::compareTo);
    }

    /** Takes what was found, in the place of what was found before on that host. */
    synchronized void put(HostDrift found) {
        hosts.merge(found.host(), found, (before, now) -> now.after(before));
        remedies.keySet()
                .removeIf(service -> service.host().equals(found.host())
                        && !Optional.ofNullable(found.services().get(service))
                                .map(Drift::isDrift)
                                .orElse(false));
        save(false);
    }

    /** Forgets all hosts but these. */
    synchronized void keep(Set<String> names) {
        if (hosts.keySet().retainAll(names)) {
            attempts.keySet().removeIf(service -> !names.contains(service.host()));
            remedies.keySet().removeIf(service -> !names.contains(service.host()));
            save(false);
        }
    }

    Optional<Attempts> attempts(ServiceOnHost service) {
        return Optional.ofNullable(attempts.get(service));
    }

    /** What is done about the drift of a service, in a sentence. */
    void remedy(ServiceOnHost service, String remedy) {
        remedies.put(service, remedy);
    }

    /** Nothing is done about what drifted on a host. */
    void leaveAlone(String host) {
        remedies.keySet().removeIf(service -> service.host().equals(host));
    }

    /**
     * What is about to be done, before it is.
     *
     * @return whether it is on the disk; if not, it had better not be done
     */
    synchronized boolean attempt(ServiceOnHost service, Attempts now, String remedy) {
        attempts.put(service, now);
        remedies.put(service, remedy);
        return save(true);
    }

    private boolean save(boolean durably) {
        try {
            if (durably) {
                SavedFile.writeDurably(file, toJson().toString());
            } else {
                SavedFile.write(file, toJson().toString());
            }
            return true;
        } catch (IOException e) {
            problems.accept("what hosts run could not be saved to " + file + ": " + e.getMessage());
            return false;
        }
    }

    private ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("form", 1);
        ArrayNode list = json.putArray("hosts");
        hosts.values().forEach(host -> list.add(json(host)));
        ArrayNode done = json.putArray("attempts");
        attempts.forEach((service, one) -> done.add(named(service)
                .put("digest", one.digest())
                .put("count", one.count())
                .put("last", one.last().toString())));
        ArrayNode told = json.putArray("remedies");
        remedies.forEach((service, remedy) -> told.add(named(service).put("remedy", remedy)));
        return json;
    }

    private static ObjectNode json(HostDrift host) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("host", host.host()).put("asked", host.asked().toString());
        host.trouble().ifPresent(trouble -> json.put("trouble", trouble));
        host.troubledSince().ifPresent(since -> json.put("troubledSince", since.toString()));
        ArrayNode services = json.putArray("services");
        host.services().forEach((service, drift) -> {
            ObjectNode one = named(service).put("state", drift.state().name()).put("explanation", drift.explanation());
            drift.image().ifPresent(image -> one.put("image", image));
            drift.since().ifPresent(since -> one.put("since", since.toString()));
            services.add(one);
        });
        return json;
    }

    private static ObjectNode named(ServiceOnHost service) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", service.kind().label())
                .put("name", service.name())
                .put("host", service.host());
    }

    private void read() {
        try {
            JsonNode json = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
            json.path("hosts").forEach(host -> {
                HostDrift read = host(host);
                hosts.put(read.host(), read);
            });
            json.path("attempts").forEach(one -> ServiceOnHost.of(one)
                    .ifPresent(service -> attempts.put(
                            service,
                            new Attempts(
                                    one.path("digest").asText(),
                                    one.path("count").asInt(),
                                    Instant.parse(one.path("last").asText())))));
            json.path("remedies").forEach(one -> ServiceOnHost.of(one)
                    .ifPresent(
                            service -> remedies.put(service, one.path("remedy").asText())));
        } catch (NoSuchFileException e) {
            // Nothing was found yet.
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            problems.accept(
                    "what hosts ran cannot be read from " + file + " and will be looked for again: " + e.getMessage());
        }
    }

    private static HostDrift host(JsonNode json) {
        Map<ServiceOnHost, Drift> services = new LinkedHashMap<>();
        json.path("services").forEach(one -> ServiceOnHost.of(one)
                .ifPresent(service -> services.put(
                        service,
                        new Drift(
                                state(one.path("state").asText()),
                                one.path("explanation").asText(),
                                text(one, "image"),
                                text(one, "since").map(Instant::parse)))));
        return new HostDrift(
                json.path("host").asText(),
                Instant.parse(json.path("asked").asText()),
                text(json, "trouble"),
                text(json, "troubledSince").map(Instant::parse),
                services);
    }

    private static Drift.State state(String name) {
        return Arrays.stream(Drift.State.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElse(Drift.State.UNKNOWN);
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }
}
