package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Our own record, in the labels of the service itself. It is written in the update that changes the image and never
 * alone: an update of labels in mid roll-out would cancel Swarm's automatic rollback. Swarm's rollback restores the
 * labels along with the image they describe.
 */
final class ServiceLabels {
    private static final String PREFIX = "io.jenkins.deployer.";
    static final String REQUEST = PREFIX + "request";
    static final String DIGEST = PREFIX + "digest";
    static final String COMMIT = PREFIX + "commit";
    static final String REPOSITORY = PREFIX + "repository";
    static final String BRANCH = PREFIX + "branch";
    static final String BUILD = PREFIX + "build";
    static final String RULES = PREFIX + "rules";
    static final String LAST_GOOD = PREFIX + "last-good";
    static final String LAST_GOOD_COMMIT = PREFIX + "last-good-commit";
    /** The digest that was rolled back from, for its own fault. */
    static final String ROLLED_BACK = PREFIX + "rolled-back";

    static final String ROLLED_BACK_REASON = PREFIX + "rolled-back-reason";
    private static final int LONGEST_REASON = 300;

    private final JsonNode labels;

    /** @param spec the specification of a service */
    ServiceLabels(JsonNode spec) {
        this.labels = spec.path("Labels");
    }

    Optional<String> get(String name) {
        String value = labels.path(name).asText("");
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Whether they were written for this image: not if somebody changed the image alone. */
    boolean describe(String image) {
        Optional<String> digest = get(DIGEST);
        return digest.isPresent() && digest.equals(Version.digestOf(image));
    }

    /** Whether there are any, be it for another image. */
    boolean exist() {
        return get(DIGEST).isPresent();
    }

    /** The last good version when this one was deployed. */
    Optional<Version> lastGood() {
        return get(LAST_GOOD).map(image -> new Version(image, get(LAST_GOOD_COMMIT)));
    }

    /** Why a digest was rolled back here, if it was the last one that was. */
    Optional<String> rolledBack(String digest) {
        return get(ROLLED_BACK).filter(digest::equals).map(same -> get(ROLLED_BACK_REASON)
                .orElse("it was bad"));
    }

    /** Describes the new version in a specification. */
    static void describe(ObjectNode spec, ServiceRequest request, Found found) {
        ObjectNode labels = cleared(spec);
        labels.put(REQUEST, request.id());
        labels.put(DIGEST, found.digest());
        request.origin().ifPresent(origin -> {
            labels.put(COMMIT, origin.commit());
            labels.put(REPOSITORY, origin.repository().toString());
            labels.put(BRANCH, origin.branch());
        });
        request.build().ifPresent(build -> labels.put(BUILD, build.toString()));
        request.rules().ifPresent(revision -> labels.put(RULES, revision));
        found.lastGood().ifPresent(good -> putLastGood(labels, good));
    }

    /** Describes the last good version, and what was given up for it, in a specification. */
    static void describe(ObjectNode spec, ServiceRequest request, Found found, Version lastGood, Failure failure) {
        ObjectNode labels = cleared(spec);
        labels.put(REQUEST, request.id());
        lastGood.digest().ifPresent(digest -> labels.put(DIGEST, digest));
        lastGood.commit().ifPresent(commit -> labels.put(COMMIT, commit));
        putLastGood(labels, lastGood);
        if (failure.fault().isOwn()) {
            labels.put(ROLLED_BACK, found.digest());
            String reason = failure.reason();
            labels.put(ROLLED_BACK_REASON, reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
        }
    }

    private static void putLastGood(ObjectNode labels, Version good) {
        labels.put(LAST_GOOD, good.image());
        good.commit().ifPresent(commit -> labels.put(LAST_GOOD_COMMIT, commit));
    }

    /** The labels of a specification without ours. */
    private static ObjectNode cleared(ObjectNode spec) {
        ObjectNode labels = spec.path("Labels").isObject() ? (ObjectNode) spec.get("Labels") : spec.putObject("Labels");
        labels.properties().removeIf(label -> label.getKey().startsWith(PREFIX));
        return labels;
    }
}
