package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of one deployment of a Docker service, a stack, a compose project or a unikernel: all that a process has to remember
 * to go on after it was killed. What is really going on is on the host. Immutable; saved as JSON, which is also what Java
 * serialization writes.
 *
 * @param deadline when the new version has to be live; once going back, when the last good one has to be
 * @param found what was there before the first change; empty until it was inspected
 * @param failure why the new version was given up
 * @param gap what users of the health address saw since the change
 * @param retries how often in a row something passing was in the way
 * @param ending present in the last phase only
 * @param project what is deployed together, if it is a stack or a compose project and not one service
 * @param particulars what the machine of another kind of thing than Docker's keeps with it, which only that one reads
 */
public record RollOut(
        ServiceRequest request,
        Phase phase,
        Instant deadline,
        Optional<Found> found,
        Watched watched,
        Optional<Failure> failure,
        Gap gap,
        int retries,
        Optional<Ending> ending,
        Optional<Project> project,
        Optional<JsonNode> particulars)
        implements Serializable {
    private static final Duration RESUMING = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public RollOut {
        Objects.requireNonNull(request);
        Objects.requireNonNull(phase);
        Objects.requireNonNull(deadline);
        Objects.requireNonNull(found);
        Objects.requireNonNull(watched);
        Objects.requireNonNull(failure);
        Objects.requireNonNull(gap);
        // States that were saved by an older version do not have these.
        project = project == null ? Optional.empty() : project;
        particulars = particulars == null ? Optional.empty() : particulars.filter(json -> !json.isNull());
        if (ending.isPresent() != (phase == Phase.ENDED)) {
            throw new IllegalArgumentException("a roll-out has an ending in its last phase and only there");
        }
    }

    /** The first state. */
    public static RollOut begin(ServiceRequest request) {
        return new RollOut(
                request,
                Phase.INSPECT,
                request.asked().plus(request.limits().total()),
                Optional.empty(),
                Watched.from(request.asked(), 0),
                Optional.empty(),
                Gap.NONE,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The first state of a stack or a compose project; the request's service is its name. */
    public static RollOut begin(ServiceRequest request, Project project) {
        return begin(request).withProject(project);
    }

    /**
     * The first state of what another machine than that of Docker's things rolls out.
     *
     * @param particulars what that machine wants to know besides the request
     */
    public static RollOut begin(ServiceRequest request, JsonNode particulars) {
        return begin(request).withParticulars(particulars);
    }

    /**
     * The first state again, with time limits that begin now.
     *
     * @throws IllegalStateException if it is not in its first state
     */
    public RollOut begunAnew(Instant asked) {
        if (phase != Phase.INSPECT) {
            throw new IllegalStateException("the roll-out of " + request.title() + " is in " + phase);
        }
        RollOut first = begin(request.withAsked(asked));
        return new RollOut(
                first.request,
                first.phase,
                first.deadline,
                first.found,
                first.watched,
                first.failure,
                first.gap,
                first.retries,
                first.ending,
                project,
                particulars);
    }

    public boolean isEnded() {
        return ending.isPresent();
    }

    /** Whether the service may have been changed by this roll-out. */
    public boolean mayHaveChanged() {
        return found.isPresent()
                && switch (phase) {
                    case INSPECT, PULL -> false;
                    case UPDATE, FOLLOW, BACK, PROVE, ENDED -> true;
                };
    }

    public JsonNode toJson() {
        return JSON.valueToTree(this);
    }

    /** @throws IllegalArgumentException if it is not what {@link #toJson} makes */
    public static RollOut fromJson(JsonNode json) {
        try {
            return JSON.treeToValue(json, RollOut.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not the state of a roll-out: " + e.getOriginalMessage(), e);
        }
    }

    private Object writeReplace() {
        return new Saved(toJson().toString());
    }

    /** What Java serialization writes: optional values cannot be written, and JSON outlives a change of the fields. */
    private record Saved(String json) implements Serializable {
        private Object readResolve() throws ObjectStreamException {
            try {
                return fromJson(JSON.readTree(json));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new InvalidObjectException(e.getMessage());
            }
        }
    }

    /**
     * What was found; only in the phases after the inspection.
     *
     * @throws java.util.NoSuchElementException before that
     */
    public Found known() {
        return found.orElseThrow();
    }

    public RollOut enter(Phase next, Instant now, long base) {
        return new RollOut(
                request,
                next,
                deadline,
                found,
                watched.enter(now, base),
                failure,
                gap,
                0,
                ending,
                project,
                particulars);
    }

    /**
     * The same for a process that comes back: however late it is, it has a moment to find out what is going on, whatever the
     * deadline. What users saw of a change meanwhile is not known.
     */
    public RollOut resumed(Instant now) {
        Instant moment = now.plus(RESUMING);
        RollOut late = deadline.isBefore(moment) ? withDeadline(moment) : this;
        RollOut next = mayHaveChanged() && !isEnded() ? late.withGap(gap.unwatchedFor(awayUntil(now))) : late;
        return next.project
                .map(all -> next.withProject(all.withMembers(all.members().stream()
                        .map(member -> member.resumed(now))
                        .toList())))
                .orElse(next);
    }

    /** Since the last answer that is known of, or since the phase began. */
    private Duration awayUntil(Instant now) {
        Instant since = gap.goodAt().filter(watched.since()::isBefore).orElse(watched.since());
        return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }

    /** Ends it where it is, because nobody will advance it any further. */
    public RollOut givenUp(Outcome outcome, String reason, Instant at) {
        return withEnding(new Ending(outcome, reason, false, at));
    }

    public RollOut withRequest(ServiceRequest newRequest) {
        return new RollOut(
                newRequest, phase, deadline, found, watched, failure, gap, retries, ending, project, particulars);
    }

    RollOut withProject(Project newProject) {
        return new RollOut(
                request,
                phase,
                deadline,
                found,
                watched,
                failure,
                gap,
                retries,
                ending,
                Optional.of(newProject),
                particulars);
    }

    public RollOut withParticulars(JsonNode newParticulars) {
        return new RollOut(
                request,
                phase,
                deadline,
                found,
                watched,
                failure,
                gap,
                retries,
                ending,
                project,
                Optional.of(newParticulars));
    }

    public RollOut withDeadline(Instant newDeadline) {
        return new RollOut(
                request, phase, newDeadline, found, watched, failure, gap, retries, ending, project, particulars);
    }

    public RollOut withFound(Found newFound) {
        return new RollOut(
                request,
                phase,
                deadline,
                Optional.of(newFound),
                watched,
                failure,
                gap,
                retries,
                ending,
                project,
                particulars);
    }

    public RollOut withWatched(Watched newWatched) {
        return new RollOut(
                request, phase, deadline, found, newWatched, failure, gap, retries, ending, project, particulars);
    }

    public RollOut withFailure(Failure newFailure) {
        return new RollOut(
                request,
                phase,
                deadline,
                found,
                watched,
                Optional.of(newFailure),
                gap,
                retries,
                ending,
                project,
                particulars);
    }

    public RollOut withGap(Gap newGap) {
        return new RollOut(
                request, phase, deadline, found, watched, failure, newGap, retries, ending, project, particulars);
    }

    public RollOut withRetries(int newRetries) {
        return new RollOut(
                request, phase, deadline, found, watched, failure, gap, newRetries, ending, project, particulars);
    }

    public RollOut withEnding(Ending newEnding) {
        return new RollOut(
                request,
                Phase.ENDED,
                deadline,
                found,
                watched,
                failure,
                gap,
                retries,
                Optional.of(newEnding),
                project,
                particulars);
    }
}
