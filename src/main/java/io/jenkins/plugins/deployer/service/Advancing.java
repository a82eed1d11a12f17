package io.jenkins.plugins.deployer.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One advance of a roll-out under way: when it is, and what it has said. Used by one thread. */
public class Advancing {
    private final Clock clock;
    private final HealthWatch health;
    private final List<String> lines = new ArrayList<>();
    private final Instant now;

    public Advancing(Clock clock, HealthWatch health) {
        this.clock = clock;
        this.health = health;
        this.now = clock.instant();
    }

    /** When the advance began. */
    public final Instant now() {
        return now;
    }

    /**
     * When all that was looked at so far had been seen. A busy machine or a slow host may put seconds between
     * {@link #now}, when the advance began, and this.
     */
    public final Instant seenBy() {
        return clock.instant();
    }

    public final boolean isOver(RollOut state) {
        return now.isAfter(state.deadline());
    }

    public final void say(String line) {
        lines.add(line);
    }

    public final void sayFirst(String line) {
        lines.add(0, line);
    }

    /** Says something once, until something else was said about the subject. */
    public final RollOut say(RollOut state, String subject, String text) {
        if (state.watched().hasSaid(subject, text)) {
            return state;
        }
        lines.add(text);
        return state.withWatched(state.watched().withSaid(subject, text));
    }

    public final Advance go(RollOut next, Duration after) {
        return new Advance(next, after, lines);
    }

    public final Advance go(RollOut next) {
        return go(next, Duration.ZERO);
    }

    public final Advance end(RollOut state, Outcome outcome, String reason) {
        boolean own = state.failure().map(failure -> failure.fault().isOwn()).orElse(false);
        return end(state, new Ending(outcome, reason, own, now));
    }

    public final Advance end(RollOut state, Ending ending) {
        lines.add(ending.outcome().label() + ": " + ending.reason());
        health.stop(state.request().id());
        return go(state.withEnding(ending));
    }

    /** Tries again a little later each time. */
    public final Advance again(RollOut state) {
        long millis = Math.min(5_000, 100L << Math.min(state.retries(), 6));
        return go(state.withRetries(state.retries() + 1), Duration.ofMillis(millis));
    }
}
