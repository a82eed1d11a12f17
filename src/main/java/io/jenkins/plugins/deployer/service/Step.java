package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One advance under way: with whom it talks, when it is, and what it has said. Used by one thread. */
final class Step {
    private final Surroundings outside;
    private final HostWatch watch;
    private final Pulls pulls;
    private final List<String> lines = new ArrayList<>();
    private Engine engine;
    private final Instant now;

    Step(Surroundings outside, HostWatch watch, Pulls pulls) {
        this.outside = outside;
        this.watch = watch;
        this.pulls = pulls;
        this.now = outside.clock().instant();
    }

    /** With whom it talks from now on. */
    void meet(Engine hostEngine) {
        engine = hostEngine;
    }

    Surroundings outside() {
        return outside;
    }

    Engine engine() {
        return engine;
    }

    HostWatch watch() {
        return watch;
    }

    Pulls pulls() {
        return pulls;
    }

    Instant now() {
        return now;
    }

    /**
     * When all that was looked at so far had been seen. A busy machine or a slow engine may put seconds between
     * {@link #now}, when the step began, and this.
     */
    Instant seenBy() {
        return outside.clock().instant();
    }

    Optional<ServiceLook> look(RollOut state) throws EngineException, InterruptedException {
        return watch.look(engine, state.request().service());
    }

    /** As it is now, for a decision that changes something. */
    Optional<ServiceLook> lookNow(RollOut state) throws EngineException, InterruptedException {
        return watch.lookNow(engine, state.request().service());
    }

    boolean isOver(RollOut state) {
        return now.isAfter(state.deadline());
    }

    void say(String line) {
        lines.add(line);
    }

    void sayFirst(String line) {
        lines.add(0, line);
    }

    /** Says something once, until something else was said about the subject. */
    RollOut say(RollOut state, String subject, String text) {
        if (state.watched().hasSaid(subject, text)) {
            return state;
        }
        lines.add(text);
        return state.withWatched(state.watched().withSaid(subject, text));
    }

    Advance go(RollOut next, Duration after) {
        return new Advance(next, after, lines);
    }

    Advance go(RollOut next) {
        return go(next, Duration.ZERO);
    }

    Advance end(RollOut state, Outcome outcome, String reason) {
        boolean own = state.failure().map(failure -> failure.fault().isOwn()).orElse(false);
        lines.add(outcome.label() + ": " + reason);
        outside.health().stop(state.request().id());
        return go(state.withEnding(new Ending(outcome, reason, own, now)));
    }

    /** Tries again a little later each time. */
    Advance again(RollOut state) {
        long millis = Math.min(5_000, 100L << Math.min(state.retries(), 6));
        return go(state.withRetries(state.retries() + 1), Duration.ofMillis(millis));
    }
}
