package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container of a compose project as the engine describes it.
 *
 * @param json of {@code GET /containers/ID/json}
 */
record ComposeContainer(JsonNode json) {
    private static final String PROJECT = "com.docker.compose.project";
    private static final String SERVICE = "com.docker.compose.service";
    private static final int LOG_BYTES = 16 * 1024;

    /** All of a project's containers that belong to these of its services. */
    static List<ComposeContainer> of(Engine engine, String project, List<String> members)
            throws EngineException, InterruptedException {
        ObjectNode filters = JsonNodeFactory.instance.objectNode();
        filters.putArray("label").add(PROJECT + "=" + project);
        String query = URLEncoder.encode(filters.toString(), StandardCharsets.UTF_8);
        List<ComposeContainer> all = new ArrayList<>();
        for (JsonNode listed : engine.get("/containers/json?all=1&filters=" + query)) {
            if (members.contains(listed.path("Labels").path(SERVICE).asText())) {
                find(engine, listed.path("Id").asText()).ifPresent(all::add);
            }
        }
        return all;
    }

    private static Optional<ComposeContainer> find(Engine engine, String id)
            throws EngineException, InterruptedException {
        try {
            return Optional.of(new ComposeContainer(engine.get("/containers/" + id + "/json")));
        } catch (EngineException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    String id() {
        return json.path("Id").asText();
    }

    String member() {
        return labels().path(SERVICE).asText();
    }

    String image() {
        return json.path("Config").path("Image").asText();
    }

    JsonNode labels() {
        return json.path("Config").path("Labels");
    }

    /** Our own record, if it was written for the image that runs. */
    Optional<ServiceLabels> record() {
        ServiceLabels own =
                new ServiceLabels(JsonNodeFactory.instance.objectNode().set("Labels", labels()));
        return Optional.of(own).filter(labels -> labels.describe(image()));
    }

    boolean isRunning() {
        return state().path("Running").asBoolean()
                && !state().path("Restarting").asBoolean();
    }

    /** Whether it runs and its own health check, if it has one, does not object or wait. */
    boolean isWell() {
        String health = state().path("Health").path("Status").asText("none");
        return isRunning() && !health.equals("unhealthy") && !health.equals("starting");
    }

    /** Whether it ended, was started again, or is ill. */
    boolean hasFailed() {
        String status = state().path("Status").asText();
        return status.equals("exited")
                || status.equals("dead")
                || status.equals("restarting")
                || json.path("RestartCount").asInt() > 0
                || state().path("Health").path("Status").asText().equals("unhealthy");
    }

    Failure failure(Engine engine) throws InterruptedException {
        int code = state().path("ExitCode").asInt();
        Fault fault = fault(code);
        String place = "the container of " + member();
        String reason =
                switch (fault) {
                    case OUT_OF_MEMORY -> place + " was killed because it used more memory than it may";
                    case UNHEALTHY -> place + " is unhealthy, says its health check";
                    case EXITED -> place + " ended by itself with exit code 0, but a service has to stay";
                    default -> place + " ended with exit code " + code;
                };
        return new Failure(fault, reason, Optional.of(code), log(engine));
    }

    private Fault fault(int code) {
        if (state().path("OOMKilled").asBoolean()) {
            return Fault.OUT_OF_MEMORY;
        }
        if (isRunning()) {
            return state().path("Health").path("Status").asText().equals("unhealthy") ? Fault.UNHEALTHY : Fault.CRASH;
        }
        return code == 0 ? Fault.EXITED : Fault.CRASH;
    }

    private List<String> log(Engine engine) throws InterruptedException {
        try {
            return engine.text("/containers/" + id() + "/logs?stdout=1&stderr=1&tail=20", LOG_BYTES)
                    .lines()
                    .toList();
        } catch (EngineException e) {
            return List.of();
        }
    }

    private JsonNode state() {
        return json.path("State");
    }
}
