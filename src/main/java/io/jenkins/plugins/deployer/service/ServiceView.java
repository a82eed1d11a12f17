package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A service as the engine describes it.
 *
 * @param json of {@code GET /services}
 */
record ServiceView(JsonNode json) {
    /** What Swarm does where a service has no update settings (swarmkit api/defaults/service.go). */
    static final Duration DEFAULT_MONITOR = Duration.ofSeconds(5);

    static final String DEFAULT_FAILURE_ACTION = "pause";

    String id() {
        return json.path("ID").asText();
    }

    String name() {
        return json.path("Spec").path("Name").asText();
    }

    /** The version that an update has to name; grows with every change of anything in the Swarm. */
    long version() {
        return json.path("Version").path("Index").asLong();
    }

    JsonNode spec() {
        return json.path("Spec");
    }

    /** Empty for services that run no containers. */
    String image() {
        return imageOf(spec());
    }

    ServiceLabels labels() {
        return new ServiceLabels(spec());
    }

    /** What it is to run, with its commit if our labels describe it. */
    Version version(String image) {
        return versionOf(spec(), image);
    }

    /** What it was to run before the last update. */
    Optional<Version> previous() {
        JsonNode previous = json.path("PreviousSpec");
        String image = imageOf(previous);
        return image.isEmpty() ? Optional.empty() : Optional.of(versionOf(previous, image));
    }

    private static Version versionOf(JsonNode spec, String image) {
        ServiceLabels labels = new ServiceLabels(spec);
        return new Version(image, labels.describe(imageOf(spec)) ? labels.get(ServiceLabels.COMMIT) : Optional.empty());
    }

    private static String imageOf(JsonNode spec) {
        return spec.path("TaskTemplate").path("ContainerSpec").path("Image").asText("");
    }

    boolean runs(String digest) {
        return Version.digestOf(image()).filter(digest::equals).isPresent();
    }

    /** Whether it runs to an end, instead of staying. */
    boolean isJob() {
        JsonNode mode = spec().path("Mode");
        return mode.has("ReplicatedJob") || mode.has("GlobalJob");
    }

    /** Whether it runs once on every node. */
    boolean isGlobal() {
        return spec().path("Mode").has("Global");
    }

    /** How many tasks it is to have, if it is not global. */
    int replicas() {
        return spec().path("Mode").path("Replicated").path("Replicas").asInt(1);
    }

    /** {@code updating}, {@code paused}, {@code completed}, {@code rollback_…}; empty after some updates. */
    String updateState() {
        return json.path("UpdateStatus").path("State").asText("");
    }

    String updateMessage() {
        return json.path("UpdateStatus").path("Message").asText("");
    }

    Optional<Instant> updateStarted() {
        return Times.parse(json.path("UpdateStatus").path("StartedAt").asText(""));
    }

    /** When its specification was last changed, by the engine's clock. */
    Optional<Instant> changed() {
        return Times.parse(json.path("UpdatedAt").asText(""));
    }

    boolean isInMidUpdate() {
        return updateState().equals("updating") || updateState().equals("rollback_started");
    }

    boolean isPaused() {
        return updateState().equals("paused") || updateState().equals("rollback_paused");
    }

    boolean isRolledBack() {
        return updateState().startsWith("rollback_");
    }

    /** How long Swarm watches a new task. */
    Duration monitor() {
        long nanos = spec().path("UpdateConfig").path("Monitor").asLong();
        return nanos == 0 ? DEFAULT_MONITOR : Duration.ofNanos(nanos);
    }

    /** What Swarm does by itself about an update that fails. */
    String failureAction() {
        return spec().path("UpdateConfig").path("FailureAction").asText(DEFAULT_FAILURE_ACTION);
    }

    /** The part of the tasks that may fail before an update counts as failed. */
    double maxFailureRatio() {
        return spec().path("UpdateConfig").path("MaxFailureRatio").asDouble();
    }

    /**
     * A copy of the specification with another image.
     *
     * @param failureAction what Swarm is to do by itself, the only update setting that we touch
     */
    ObjectNode specWith(String image, String failureAction) {
        ObjectNode changed = spec().deepCopy();
        ((ObjectNode) changed.get("TaskTemplate").get("ContainerSpec")).put("Image", image);
        if (!changed.path("UpdateConfig").isObject()) {
            // Parallelism 0, which is what leaving it out would mean here, replaces all tasks at once.
            changed.putObject("UpdateConfig")
                    .put("Parallelism", 1)
                    .put("Monitor", DEFAULT_MONITOR.toNanos())
                    .put("Order", "stop-first");
        }
        ((ObjectNode) changed.get("UpdateConfig")).put("FailureAction", failureAction);
        return changed;
    }
}
