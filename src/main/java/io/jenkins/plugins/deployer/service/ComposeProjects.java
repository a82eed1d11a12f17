package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The compose projects of an engine, as {@code GET /containers/json} lists their containers. */
final class ComposeProjects {
    private static final String LABEL = "com.docker.compose.";

    private ComposeProjects() {}

    static List<Running> all(Engine engine) throws EngineException, InterruptedException {
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        filters.putArray("label").add(LABEL + "project");
        String query = URLEncoder.encode(filters.toString(), StandardCharsets.UTF_8);
        Map<String, List<JsonNode>> members = new TreeMap<>();
        for (JsonNode container : engine.get("/containers/json?all=1&filters=" + query)) {
            JsonNode labels = container.path("Labels");
            if (!labels.path(LABEL + "oneoff").asText().equals("True")) {
                String name = labels.path(LABEL + "project").asText() + "_"
                        + labels.path(LABEL + "service").asText();
                members.computeIfAbsent(name, first -> new ArrayList<>()).add(container);
            }
        }
        List<Running> all = new ArrayList<>();
        members.forEach((name, containers) -> all.add(running(name, containers)));
        return all;
    }

    /** While it is replaced, a service has containers of two images: what counts is the one that was made last. */
    private static Running running(String name, List<JsonNode> containers) {
        JsonNode newest = containers.get(0);
        for (JsonNode container : containers) {
            newest = created(container) > created(newest) ? container : newest;
        }
        String image = newest.path("Image").asText();
        ServiceLabels labels = labels(newest);
        long running = containers.stream()
                .filter(container -> container.path("State").asText().equals("running"))
                .filter(container -> Version.same(container.path("Image").asText(), image))
                .count();
        return new Running(
                name,
                image,
                Version.digestOf(image),
                labels.describe(image) ? labels.get(ServiceLabels.COMMIT) : Optional.empty(),
                Optional.empty(),
                (int) running,
                containers.size(),
                Optional.empty(),
                LastChange.of(labels, image, Optional.of(Instant.ofEpochSecond(created(newest)))));
    }

    private static long created(JsonNode container) {
        return container.path("Created").asLong();
    }

    private static ServiceLabels labels(JsonNode container) {
        return new ServiceLabels(JsonNodeFactory.instance.objectNode().set("Labels", container.path("Labels")));
    }
}
