package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An engine of one node that behaves as Swarm was seen to (docs/architecture.md), for one service and as fast as a
 * test asks: nothing happens unless {@link #pass} lets time go by. It speaks the Engine API, so that nothing of ours
 * is replaced.
 */
public final class SimulatedSwarm implements Engine {
    public static final String SERVICE = "web";
    private static final String ID = "service-id";
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
    private static final int HISTORY = 5;

    private final Clock clock;
    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private final List<JsonNode> updates = new ArrayList<>();
    private final List<String> pullErrors = new ArrayList<>();
    private ObjectNode spec;
    private Optional<ObjectNode> previousSpec = Optional.empty();
    private String id = ID;
    private String updateState = "";
    private String updateMessage = "";
    private Instant updateStarted = Instant.EPOCH;
    private Instant quietSince = Instant.EPOCH;
    private long version = 10;
    private int names;
    private boolean removed;
    private boolean down;
    private int conflicts;
    /** Called before and after each call, with its words: where tests kill the caller. */
    public OnCall onCall = call -> {};

    private Instant ticked;

    public SimulatedSwarm(Clock clock, String image, int replicas) {
        this.clock = clock;
        this.ticked = clock.instant();
        spec = JsonNodeFactory.instance.objectNode();
        spec.put("Name", SERVICE).putObject("Labels").put("team", "web");
        spec.putObject("TaskTemplate")
                .put("Unknown", "kept")
                .putObject("ContainerSpec")
                .put("Image", image);
        spec.putObject("Mode").putObject("Replicated").put("Replicas", replicas);
        spec.putObject("UpdateConfig")
                .put("Parallelism", 1)
                .put("Monitor", Duration.ofSeconds(5).toNanos())
                .put("FailureAction", "pause")
                .put("Order", "stop-first");
        pass(Duration.ofSeconds(20));
    }

    public SimulatedSwarm behaves(String digest, Behaviour behaviour) {
        behaviours.put(digest, behaviour);
        return this;
    }

    /** The specification, to be changed as somebody else would. */
    public ObjectNode spec() {
        return spec;
    }

    /** What was posted to the service. */
    public List<JsonNode> updates() {
        return updates;
    }

    public long updatesTo(String digest) {
        return updates.stream()
                .filter(update -> imageOf(update).endsWith(digest))
                .count();
    }

    public String image() {
        return imageOf(spec);
    }

    public boolean answers() {
        return !removed && tasks.stream().anyMatch(SimulatedTask::answers);
    }

    public long running(String digest) {
        return tasks.stream()
                .filter(task -> task.state.equals("running") && task.image.endsWith(digest))
                .count();
    }

    public void failPulls(String... errors) {
        pullErrors.addAll(List.of(errors));
    }

    /** Lets so many updates fail as if the service had been changed in between. */
    public void conflict(int times) {
        conflicts = times;
    }

    public void removeService() {
        removed = true;
    }

    public void stop() {
        down = true;
    }

    /** Starts again: containers are gone, and the update that was under way counts as completed. */
    public void start() {
        down = false;
        for (SimulatedTask task : tasks) {
            if (task.state.equals("running") || task.state.equals("starting")) {
                task.become("failed", "task: non-zero exit (143)", clock.instant());
                task.exitCode = 143;
                task.version = ++version;
            }
        }
        if (!updateState.isEmpty()) {
            updateState = "completed";
        }
    }

    /** As somebody else's {@code docker service update}. */
    public void updateByHand(String image) {
        ObjectNode changed = spec.deepCopy();
        ((ObjectNode) changed.at("/TaskTemplate/ContainerSpec")).put("Image", image);
        change(changed);
    }

    public void rollBackByHand() {
        change(previousSpec.orElseThrow());
        updateState = "rollback_started";
        updateMessage = "manually requested rollback";
        previousSpec = Optional.empty();
    }

    /** As somebody else's {@code docker service scale}. */
    public void scale(int replicas) {
        ObjectNode changed = spec.deepCopy();
        ((ObjectNode) changed.at("/Mode/Replicated")).put("Replicas", replicas);
        change(changed);
    }

    /** As if the node had been restarted: all tasks are made anew, and none of the old ones counts as failed. */
    public void restartTasks() {
        tasks.stream().filter(SimulatedTask::isWanted).forEach(task -> stop(task, ticked));
    }

    /** Stops the update that is under way, as if a task had failed. */
    public void pause() {
        updateState = "paused";
        version++;
    }

    /** Lets time go by; the clock is to be set by the caller afterwards. */
    public void pass(Duration time) {
        Instant until = ticked.plus(time);
        while (ticked.isBefore(until)) {
            ticked = ticked.plus(TICK);
            if (!removed) {
                tick(ticked);
            }
        }
        ticked = until;
    }

    private void tick(Instant now) {
        if (down) {
            return;
        }
        for (SimulatedTask task : tasks) {
            boolean first = tasks.stream()
                    .noneMatch(other -> other.slot == task.slot
                            && other != task
                            && !other.isOver()
                            && other.created.isBefore(task.created));
            if (task.desired.equals("ready") && first) {
                task.desired = "running";
                task.version = ++version;
            }
            if (task.advance(now)) {
                task.version = ++version;
            }
            if (task.isOver() && task.isWanted()) {
                task.desired = "shutdown";
            }
        }
        if (updateState.equals("updating") || updateState.equals("rollback_started")) {
            update(now);
        }
        restart(now);
    }

    private void update(Instant now) {
        Optional<SimulatedTask> failed = tasks.stream()
                .filter(task -> task.image.equals(image()) && task.hasFailed() && !task.created.isBefore(updateStarted))
                .findFirst();
        String action = spec.at("/UpdateConfig/FailureAction").asText("pause");
        if (failed.isPresent() && !action.equals("continue")) {
            updateFailed(failed.get(), action, now);
            return;
        }
        boolean busy = tasks.stream()
                .anyMatch(task -> task.isWanted() && task.image.equals(image()) && !task.state.equals("running"));
        if (busy) {
            quietSince = now;
            return;
        }
        Optional<SimulatedTask> old = tasks.stream()
                .filter(task -> task.isWanted() && !task.image.equals(image()))
                .findFirst();
        if (old.isPresent()) {
            stop(old.get(), now);
            create(old.get().slot, now);
            quietSince = now;
        } else if (!quietSince
                .plusNanos(spec.at("/UpdateConfig/Monitor").asLong())
                .isAfter(now)) {
            updateState = updateState.equals("updating") ? "completed" : "rollback_completed";
            version++;
        }
    }

    private void updateFailed(SimulatedTask task, String action, Instant now) {
        String cause = "due to failure or early termination of task " + task.id;
        if (updateState.equals("rollback_started")) {
            updateState = "rollback_paused";
        } else if (action.equals("rollback") && previousSpec.isPresent()) {
            spec = previousSpec.get();
            previousSpec = Optional.empty();
            updateState = "rollback_started";
            updateMessage = "update rolled back " + cause;
            updateStarted = now;
            quietSince = now;
        } else {
            updateState = "paused";
            updateMessage = "update paused " + cause;
        }
        version++;
    }

    private void restart(Instant now) {
        int replicas = spec.at("/Mode/Replicated/Replicas").asInt();
        for (int slot = 1; slot <= replicas; slot++) {
            int wanted = slot;
            List<SimulatedTask> ofSlot =
                    tasks.stream().filter(task -> task.slot == wanted).toList();
            boolean served = ofSlot.stream().anyMatch(SimulatedTask::isWanted);
            boolean waits = ofSlot.stream()
                    .filter(SimulatedTask::hasFailed)
                    .anyMatch(task -> task.since.plus(RESTART_DELAY).isAfter(now));
            if (!served && !waits) {
                create(slot, now);
            }
        }
        tasks.stream().filter(task -> task.slot > replicas && task.isWanted()).forEach(task -> stop(task, now));
    }

    private void stop(SimulatedTask task, Instant now) {
        task.desired = "shutdown";
        task.version = ++version;
        if (!task.state.equals("running")) {
            task.become("shutdown", "", now);
        } else {
            task.since = now;
        }
    }

    private void create(int slot, Instant now) {
        String image = image();
        Behaviour behaviour = behaviours.entrySet().stream()
                .filter(entry -> image.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Behaviour.of(Behaviour.Kind.STAYS));
        tasks.add(new SimulatedTask("task-" + ++names, slot, image, behaviour, now, ++version));
        List<SimulatedTask> over = tasks.stream()
                .filter(task -> task.slot == slot && task.isOver())
                .sorted(Comparator.comparing(task -> task.created))
                .toList();
        tasks.removeAll(over.subList(0, Math.max(0, over.size() - HISTORY)));
    }

    private void change(ObjectNode changed) {
        previousSpec = Optional.of(spec);
        spec = changed;
        updateState = "updating";
        updateMessage = "update in progress";
        updateStarted = ticked;
        quietSince = ticked;
        version++;
    }

    @Override
    public String name() {
        return "toxis";
    }

    @Override
    public JsonNode get(String path) throws EngineException {
        return call("GET " + path, () -> {
            if (path.startsWith("/services")) {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                return removed ? all : all.add(service());
            }
            if (path.startsWith("/tasks")) {
                ArrayNode all = JsonNodeFactory.instance.arrayNode();
                tasks.forEach(task -> all.add(task.json(id)));
                return all;
            }
            if (path.startsWith("/containers/")) {
                return container(path.split("/")[2]);
            }
            throw new EngineException("toxis: no such thing: " + path, 404, null);
        });
    }

    private JsonNode container(String container) throws EngineException {
        SimulatedTask task = tasks.stream()
                .filter(one -> container.equals("container-of-" + one.id))
                .findFirst()
                .orElseThrow(() -> new EngineException("toxis: no such container", 404, null));
        ObjectNode state = JsonNodeFactory.instance.objectNode();
        ObjectNode json = state.putObject("State");
        json.put("OOMKilled", task.kind() == Behaviour.Kind.USES_ALL_MEMORY);
        if (task.kind() == Behaviour.Kind.IS_UNHEALTHY) {
            ObjectNode health =
                    json.putObject("Health").put("Status", "unhealthy").put("FailingStreak", 2);
            health.putArray("Log").addObject().put("ExitCode", 1).put("Output", "the database is missing\n");
        }
        return state;
    }

    private ObjectNode service() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ID", id).putObject("Version").put("Index", version);
        json.set("Spec", spec.deepCopy());
        previousSpec.ifPresent(previous -> json.set("PreviousSpec", previous.deepCopy()));
        if (!updateState.isEmpty()) {
            json.putObject("UpdateStatus")
                    .put("State", updateState)
                    .put("Message", updateMessage)
                    .put("StartedAt", updateStarted.toString());
        }
        return json;
    }

    @Override
    public JsonNode post(String path, JsonNode body, Map<String, String> headers) throws EngineException {
        return call("POST " + path, () -> {
            long asked = Long.parseLong(path.substring(path.indexOf("version=") + "version=".length()));
            if (asked != version || conflicts > 0) {
                conflicts = Math.max(0, conflicts - 1);
                throw new EngineException("toxis: rpc error: code = Unknown desc = update out of sequence", 500, null);
            }
            updates.add(body.deepCopy());
            change(body.deepCopy());
            return MissingNode.getInstance();
        });
    }

    @Override
    public JsonNode delete(String path) {
        throw new AssertionError("nothing is ever deleted: " + path);
    }

    @Override
    public void stream(String path, Map<String, String> headers, Consumer<JsonNode> each) throws EngineException {
        call("POST " + URLDecoder.decode(path, StandardCharsets.UTF_8), () -> {
            Stream.ofNullable(pullErrors.isEmpty() ? null : pullErrors.remove(0))
                    .map(error -> parse("{\"error\":\"" + error + "\"}"))
                    .forEach(each);
            return MissingNode.getInstance();
        });
    }

    @Override
    public String text(String path, int limit) throws EngineException {
        return call("GET " + path, () -> JsonNodeFactory.instance.textNode("cannot read the configuration\n"))
                .asText();
    }

    /** What a test does to a call. */
    public interface OnCall {
        void accept(String words) throws EngineException;
    }

    private interface Answer {
        JsonNode get() throws EngineException;
    }

    private JsonNode call(String words, Answer answer) throws EngineException {
        onCall.accept("before " + words);
        if (down) {
            throw new EngineException("toxis: connection refused", 0, null);
        }
        JsonNode json = answer.get();
        onCall.accept("after " + words);
        return json;
    }

    private static String imageOf(JsonNode spec) {
        return spec.at("/TaskTemplate/ContainerSpec/Image").asText();
    }

    private static JsonNode parse(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
