package io.jenkins.plugins.deployer.jenkins.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of the tag of somebody else's image. Immutable; saved as JSON.
 *
 * @param digest what it meant when its registry last answered; empty if that never happened
 * @param moved when it was first seen to mean that
 * @param at when the registry was asked last
 * @param trouble why it did not answer then; empty if it did
 * @param tried when a run last began to deploy it
 * @param failures how often in a row the registry did not answer, or what it said did not come to run
 */
public record Looked(
        Optional<String> digest,
        Instant moved,
        Instant at,
        Optional<String> trouble,
        Optional<Instant> tried,
        int failures) {
    private static final Duration SOON = Duration.ofMinutes(5);
    /** More doublings make no difference. */
    private static final int MOST_DOUBLINGS = 12;
    /** Of a period, in thousandths, so that images with the same period are not all asked for at once. */
    private static final int SPREAD = 100;

    private static final int THOUSAND = 1000;

    public Looked {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(moved);
        Objects.requireNonNull(at);
        Objects.requireNonNull(trouble);
        Objects.requireNonNull(tried);
    }

    /**
     * The registry answered.
     *
     * @param before what was known; empty for nothing
     * @param isMissed whether what was known before should run by now and does not
     */
    static Looked found(String digest, Instant now, Optional<Looked> before, boolean isMissed) {
        Optional<Looked> same = before.filter(known -> known.digest.equals(Optional.of(digest)));
        return new Looked(
                Optional.of(digest),
                same.map(Looked::moved).orElse(now),
                now,
                Optional.empty(),
                same.flatMap(Looked::tried),
                same.isPresent() && isMissed ? same.get().failures + 1 : 0);
    }

    /** The registry did not answer. */
    static Looked failed(String trouble, Instant now, Optional<Looked> before) {
        return new Looked(
                before.flatMap(Looked::digest),
                before.map(Looked::moved).orElse(now),
                now,
                Optional.of(trouble),
                before.flatMap(Looked::tried),
                before.map(Looked::failures).orElse(0) + 1);
    }

    /** A run begins to deploy it. */
    Looked triedAt(Instant now) {
        return new Looked(digest, moved, at, trouble, Optional.of(now), failures);
    }

    /** Whether no run has begun to deploy what was found the last time. */
    boolean isUntried() {
        return trouble.isEmpty() && tried.filter(time -> !time.isBefore(at)).isEmpty();
    }

    /**
     * When to ask the registry next: after its period, a little earlier by chance of its name; if something is wrong earlier,
     * and then ever less often.
     *
     * @param isMissed whether what was found should run and does not
     */
    Instant next(String name, Duration every, boolean isMissed) {
        Duration regular = every.minus(
                every.multipliedBy(Math.floorMod(name.hashCode(), SPREAD)).dividedBy(THOUSAND));
        if (trouble.isEmpty() && !isMissed) {
            return at.plus(regular);
        }
        Duration patience = SOON.multipliedBy(1L << Math.min(Math.max(0, failures), MOST_DOUBLINGS));
        return at.plus(patience.compareTo(regular) < 0 ? patience : regular);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", at.toString()).put("moved", moved.toString()).put("failures", failures);
        digest.ifPresent(known -> json.put("digest", known));
        trouble.ifPresent(why -> json.put("trouble", why));
        tried.ifPresent(time -> json.put("tried", time.toString()));
        return json;
    }

    /** Empty if it is not what {@link #toJson} makes: then the image is looked up anew. */
    static Optional<Looked> fromJson(JsonNode json) {
        try {
            return Optional.of(new Looked(
                    Optional.ofNullable(json.path("digest").textValue()),
                    Instant.parse(json.path("moved").asText()),
                    Instant.parse(json.path("at").asText()),
                    Optional.ofNullable(json.path("trouble").textValue()),
                    Optional.ofNullable(json.path("tried").textValue()).map(Instant::parse),
                    json.path("failures").asInt()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
