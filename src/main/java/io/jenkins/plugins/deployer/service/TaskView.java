package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A task as the engine describes it.
 *
 * @param json of {@code GET /tasks}
 */
record TaskView(JsonNode json) {
    /** Ways to end that nobody asked for. A container that stops cleanly when it is unhealthy is "complete". */
    private static final Set<String> FAILED = Set.of("failed", "rejected", "complete");

    String id() {
        return json.path("ID").asText();
    }

    String serviceId() {
        return json.path("ServiceID").asText();
    }

    String nodeId() {
        return json.path("NodeID").asText("");
    }

    int slot() {
        return json.path("Slot").asInt();
    }

    /** For people: which of the service's tasks it is. */
    String place() {
        return slot() > 0 ? "replica " + slot() : "the task on node " + nodeId();
    }

    long version() {
        return json.path("Version").path("Index").asLong();
    }

    Instant created() {
        return Times.parse(json.path("CreatedAt").asText("")).orElse(Instant.EPOCH);
    }

    /** Since when it is in its state, by the clock of its node. */
    Optional<Instant> stateSince() {
        return Times.parse(json.path("Status").path("Timestamp").asText(""));
    }

    String image() {
        return json.path("Spec").path("ContainerSpec").path("Image").asText("");
    }

    String state() {
        return json.path("Status").path("State").asText("");
    }

    String desired() {
        return json.path("DesiredState").asText("");
    }

    String message() {
        return json.path("Status").path("Message").asText("");
    }

    String error() {
        return json.path("Status").path("Err").asText("");
    }

    Optional<String> containerId() {
        String id =
                json.path("Status").path("ContainerStatus").path("ContainerID").asText("");
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    Optional<Integer> exitCode() {
        JsonNode code = json.path("Status").path("ContainerStatus").path("ExitCode");
        return code.isInt() ? Optional.of(code.asInt()) : Optional.empty();
    }

    /** Whether it is one of those that are to run, now or after the one before it has stopped. */
    boolean isWanted() {
        return desired().equals("running") || desired().equals("ready");
    }

    boolean isRunning() {
        return state().equals("running") && desired().equals("running");
    }

    boolean hasFailed() {
        return FAILED.contains(state());
    }

    /** Whether no node has what it asks for. */
    boolean findsNoNode() {
        return isWanted() && state().equals("pending") && error().contains("no suitable node");
    }
}
