package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** One task of a {@link SimulatedSwarm}. */
final class SimulatedTask {
    private static final Duration PREPARES = Duration.ofMillis(200);
    private static final Duration STARTS = Duration.ofMillis(200);

    final String id;
    final int slot;
    final String image;
    final Instant created;
    private final Behaviour behaviour;
    String state = "pending";
    String desired = "ready";
    String error = "";
    int exitCode = -1;
    Instant since;
    long version;

    SimulatedTask(String id, int slot, String image, Behaviour behaviour, Instant now, long version) {
        this.id = id;
        this.slot = slot;
        this.image = image;
        this.behaviour = behaviour;
        this.created = now;
        this.since = now;
        this.version = version;
    }

    boolean isWanted() {
        return desired.equals("running") || desired.equals("ready");
    }

    boolean isOver() {
        return switch (state) {
            case "failed", "rejected", "complete", "shutdown" -> true;
            default -> false;
        };
    }

    boolean hasFailed() {
        return isOver() && !state.equals("shutdown");
    }

    boolean answers() {
        return state.equals("running") && behaviour.kind() != Behaviour.Kind.ANSWERS_BADLY;
    }

    Behaviour.Kind kind() {
        return behaviour.kind();
    }

    /** Goes one step on if it is time. @return whether anything changed */
    boolean advance(Instant now) {
        if (isOver()) {
            return false;
        }
        Duration waited = Duration.between(since, now);
        if (desired.equals("shutdown")) {
            return waited.compareTo(STARTS) >= 0 && become("shutdown", "", now);
        }
        return switch (state) {
            case "pending" -> place(now);
            case "preparing" ->
                behaviour.kind() != Behaviour.Kind.HANGS && waited.compareTo(PREPARES) >= 0 && prepared(now);
            case "ready" -> desired.equals("running") && become("starting", "", now);
            case "starting" -> waited.compareTo(STARTS) >= 0 && start(now);
            case "running" -> waited.compareTo(behaviour.after()) >= 0 && run(now);
            default -> false;
        };
    }

    private boolean place(Instant now) {
        if (behaviour.kind() != Behaviour.Kind.FINDS_NO_NODE) {
            return become("preparing", "", now);
        }
        boolean news = error.isEmpty();
        error = "no suitable node (insufficient resources on 1 node)";
        return news;
    }

    private boolean prepared(Instant now) {
        return behaviour.kind() == Behaviour.Kind.IS_REJECTED
                ? become("rejected", "No such image: " + image, now)
                : become("ready", "", now);
    }

    private boolean start(Instant now) {
        if (behaviour.kind() == Behaviour.Kind.HAS_NO_PROGRAM) {
            exitCode = 127;
            return become("failed", "starting container failed: OCI runtime create failed: /missing", now);
        }
        return become("running", "", now);
    }

    private boolean run(Instant now) {
        return switch (behaviour.kind()) {
            case CRASHES -> end("failed", 3, now);
            case EXITS, IS_UNHEALTHY -> end("complete", 0, now);
            case USES_ALL_MEMORY -> end("failed", 137, now);
            default -> false;
        };
    }

    private boolean end(String how, int code, Instant now) {
        exitCode = code;
        return become(how, how.equals("failed") ? "task: non-zero exit (" + code + ")" : "", now);
    }

    boolean become(String newState, String newError, Instant now) {
        state = newState;
        error = newError;
        since = now;
        return true;
    }

    ObjectNode json(String service) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ID", id).put("ServiceID", service).put("Slot", slot).put("NodeID", "node");
        json.put("CreatedAt", created.toString()).put("DesiredState", desired);
        json.putObject("Version").put("Index", version);
        json.putObject("Spec").putObject("ContainerSpec").put("Image", image);
        ObjectNode status = json.putObject("Status");
        status.put("State", state).put("Timestamp", since.toString()).put("Message", "");
        if (!error.isEmpty()) {
            status.put("Err", error);
        }
        boolean hasContainer = !state.equals("pending") && !state.equals("preparing") && !state.equals("rejected");
        if (hasContainer) {
            ObjectNode container = status.putObject("ContainerStatus").put("ContainerID", "container-of-" + id);
            if (exitCode >= 0) {
                container.put("ExitCode", exitCode);
            }
        }
        return json;
    }
}
