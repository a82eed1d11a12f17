package io.jenkins.plugins.deployer.service;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a roll-out saw since it entered its phase, as far as it has to remember it.
 *
 * @param since when the phase began
 * @param base the newest version index before the phase: tasks that ended by then say nothing about this roll-out; 0 for
 *     what has no such index
 * @param running since when all wanted tasks, or the unikernel, run
 * @param tasks which tasks, or which instance of the unikernel, those are
 * @param unplaced since when a task finds no node
 * @param outage since when the host does not answer
 * @param forgiven tasks made by then, by the engine's clock, may have failed because the engine was restarted
 * @param nudged whether an update that stood still was set going again
 * @param said what the log says already, by subject
 */
public record Watched(
        Instant since,
        long base,
        Optional<Instant> running,
        String tasks,
        Optional<Instant> unplaced,
        Optional<Instant> outage,
        Optional<Instant> forgiven,
        boolean nudged,
        Map<String, String> said) {
    /** Bounds the state of a service that restarts for ever. */
    private static final int MOST_SAID = 200;

    public Watched {
        Objects.requireNonNull(since);
        Objects.requireNonNull(running);
        Objects.requireNonNull(tasks);
        Objects.requireNonNull(unplaced);
        Objects.requireNonNull(outage);
        Objects.requireNonNull(forgiven);
        said = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(said));
    }

    public static Watched from(Instant now, long base) {
        return new Watched(
                now, base, Optional.empty(), "", Optional.empty(), Optional.empty(), Optional.empty(), false, Map.of());
    }

    /** A new phase: what was said stays said. */
    public Watched enter(Instant now, long newBase) {
        return new Watched(now, newBase, Optional.empty(), "", Optional.empty(), outage, Optional.empty(), false, said);
    }

    public Watched withRunning(Optional<Instant> from, String newTasks) {
        return new Watched(since, base, from, newTasks, unplaced, outage, forgiven, nudged, said);
    }

    Watched withUnplaced(Optional<Instant> from) {
        return new Watched(since, base, running, tasks, from, outage, forgiven, nudged, said);
    }

    public Watched withOutage(Optional<Instant> from) {
        return new Watched(since, base, running, tasks, unplaced, from, forgiven, nudged, said);
    }

    public Watched withForgiven(Optional<Instant> until) {
        return new Watched(since, base, running, tasks, unplaced, outage, until, nudged, said);
    }

    Watched withNudged() {
        return new Watched(since, base, running, tasks, unplaced, outage, forgiven, true, said);
    }

    public boolean hasSaid(String subject, String text) {
        return text.equals(said.get(subject));
    }

    public Watched withSaid(String subject, String text) {
        Map<String, String> more = new LinkedHashMap<>(said);
        more.remove(subject);
        more.put(subject, text);
        if (more.size() > MOST_SAID) {
            more.remove(more.keySet().iterator().next());
        }
        return new Watched(since, base, running, tasks, unplaced, outage, forgiven, nudged, more);
    }
}
