package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out why a task failed. What the task itself says is always there; the container's state only if it ran on
 * this engine's node, and its log only if its driver keeps one.
 */
final class Evidence {
    private static final int LINES = 20;
    private static final int LONGEST_LINE = 300;
    private static final int LOG_BYTES = 16 * 1024;
    private static final int KILLED = 137;

    private final Engine engine;

    Evidence(Engine engine) {
        this.engine = engine;
    }

    Failure of(TaskView task) throws InterruptedException {
        JsonNode state = container(task).path("State");
        Fault fault = fault(task, state);
        Optional<Integer> code = task.exitCode();
        List<String> log = fault == Fault.UNHEALTHY ? healthLog(state) : log(task);
        return new Failure(fault, reason(task, fault, code, state), code, log);
    }

    private static Fault fault(TaskView task, JsonNode state) {
        String error = task.error();
        boolean unhealthy = error.contains("unhealthy")
                || state.path("Health").path("Status").asText("").equals("unhealthy");
        if (task.state().equals("rejected")) {
            return error.contains("No such image") ? Fault.IMAGE_MISSING : Fault.REJECTED;
        }
        if (state.path("OOMKilled").asBoolean(false)) {
            return Fault.OUT_OF_MEMORY;
        }
        if (unhealthy) {
            return Fault.UNHEALTHY;
        }
        if (task.state().equals("complete")) {
            return Fault.EXITED;
        }
        boolean started = !error.contains("OCI runtime create failed")
                && !error.contains("failed to create task for container")
                && !error.contains("starting container failed");
        return started ? Fault.CRASH : Fault.NOT_STARTED;
    }

    private static String reason(TaskView task, Fault fault, Optional<Integer> code, JsonNode state) {
        String place = task.place();
        String said = task.error().isEmpty() ? task.message() : task.error();
        return switch (fault) {
            case IMAGE_MISSING -> place + " was rejected: the image cannot be pulled on its node (" + said + ")";
            case REJECTED -> place + " was rejected by its node: " + said;
            case OUT_OF_MEMORY -> place + " was killed because it used more memory than it may";
            case UNHEALTHY ->
                place + " was stopped because its health check failed"
                        + Optional.of(state.path("Health").path("FailingStreak").asInt())
                                .filter(streak -> streak > 0)
                                .map(streak -> " " + streak + " times")
                                .orElse("");
            case EXITED -> place + " ended by itself with exit code 0, but a service has to stay";
            case NOT_STARTED -> place + " could not be started: " + said;
            default ->
                place + " ended with "
                        + code.map(number -> "exit code " + number).orElse("an error")
                        + (code.isPresent() && code.get() == KILLED ? ", killed, perhaps for lack of memory" : "")
                        + (said.isEmpty() || said.contains("non-zero exit") ? "" : ": " + said);
        };
    }

    private JsonNode container(TaskView task) throws InterruptedException {
        if (task.containerId().isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return engine.get("/containers/" + task.containerId().get() + "/json");
        } catch (EngineException e) {
            return MissingNode.getInstance();
        }
    }

    private static List<String> healthLog(JsonNode state) {
        List<String> lines = new ArrayList<>();
        for (JsonNode probe : state.path("Health").path("Log")) {
            String output = probe.path("Output").asText("").strip();
            lines.add("health check, exit code " + probe.path("ExitCode").asInt()
                    + (output.isEmpty() ? "" : ": " + output.lines().findFirst().orElse("")));
        }
        return last(lines);
    }

    private List<String> log(TaskView task) throws InterruptedException {
        if (task.containerId().isEmpty()) {
            return List.of();
        }
        String query = "/logs?stdout=1&stderr=1&tail=" + LINES;
        try {
            return last(engine.text("/containers/" + task.containerId().get() + query, LOG_BYTES)
                    .lines()
                    .toList());
        } catch (EngineException e) {
            // It ran on another node, or is gone.
        }
        try {
            return last(engine.text("/tasks/" + task.id() + query, LOG_BYTES)
                    .lines()
                    .toList());
        } catch (EngineException e) {
            return List.of();
        }
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                .map(line -> line.substring(0, Math.min(LONGEST_LINE, line.length())))
                .toList();
    }
}
