package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of one service's file. Immutable.
 *
 * @param deployments oldest first
 * @param problems sentences about what could not be read, and is not part of it
 */
record ServiceHistory(List<RecordedDeployment> deployments, ImageFaults faults, List<String> problems) {
    static final ServiceHistory EMPTY = new ServiceHistory(List.of(), ImageFaults.NONE, List.of());
    private static final ObjectMapper JSON = new ObjectMapper();

    ServiceHistory {
        deployments = List.copyOf(deployments);
        problems = List.copyOf(problems);
    }

    boolean has(String id) {
        return deployments.stream().anyMatch(one -> one.deployment().id().equals(id));
    }

    ServiceHistory and(RecordedDeployment next, int newest) {
        List<RecordedDeployment> all = new ArrayList<>(deployments);
        all.add(next);
        return new ServiceHistory(Retention.keep(all, newest), faults.and(next.deployment()), List.of());
    }

    String toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("form", 1);
        ArrayNode list = json.putArray("deployments");
        deployments.forEach(one -> list.add(one.toJson()));
        faults.writeTo(json.putArray("faults"));
        return json.toPrettyString();
    }

    static ServiceHistory fromJson(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return new ServiceHistory(List.of(), ImageFaults.NONE, List.of("it is no JSON: " + e.getOriginalMessage()));
        }
        if (!json.path("deployments").isArray()) {
            return new ServiceHistory(List.of(), ImageFaults.NONE, List.of("it has no list of deployments"));
        }
        List<RecordedDeployment> deployments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (JsonNode one : json.path("deployments")) {
            try {
                deployments.add(RecordedDeployment.fromJson(one));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        return new ServiceHistory(deployments, ImageFaults.read(json.path("faults")), problems);
    }
}
