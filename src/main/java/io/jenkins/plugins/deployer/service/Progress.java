package io.jenkins.plugins.deployer.service;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the tasks of one version do, told apart from what the roll-out has to do about it. */
final class Progress {
    private Progress() {}

    /** Says each change of each task once. */
    static RollOut said(Step step, RollOut state, ServiceLook look, String image) {
        RollOut next = state;
        for (TaskView task : look.tasks()) {
            boolean ours = Version.same(task.image(), image)
                    && task.version() > state.watched().base();
            boolean worthIt = task.isWanted() || task.hasFailed();
            if (ours && worthIt && isMilestone(task)) {
                String error = task.error().isEmpty() ? "" : ": " + task.error();
                next = step.say(next, task.id(), task.place() + " is " + task.state() + error);
            }
        }
        return next;
    }

    private static boolean isMilestone(TaskView task) {
        return switch (task.state()) {
            case "preparing", "starting", "running", "failed", "rejected", "complete", "orphaned" -> true;
            case "pending" -> !task.error().isEmpty();
            default -> false;
        };
    }

    /** Adds what the health address answered. */
    static RollOut health(Step step, RollOut state) {
        return state.request()
                .health()
                .map(check -> state.withGap(
                        step.outside().health().seen(state.request().id(), check, state.gap())))
                .orElse(state);
    }

    /**
     * Notes since when all tasks run, by our own clock: from when that was seen, not from when it was asked about, which
     * may have been before they ran.
     */
    static RollOut counted(Step step, RollOut state, ServiceLook look, String image) {
        Watched watched = state.watched();
        if (watched.outage().isPresent()) {
            Optional<Instant> newest =
                    look.tasks().stream().map(TaskView::created).max(Instant::compareTo);
            watched = watched.withForgiven(newest);
        }
        if (!look.runsEverywhere(image)) {
            return state.withWatched(watched.withRunning(Optional.empty(), ""));
        }
        String tasks = look.runningTasks();
        if (watched.running().isPresent() && watched.tasks().equals(tasks)) {
            return state.withWatched(watched);
        }
        RollOut next = look.wanted() == 0
                ? state
                : step.say(
                        state,
                        "all",
                        "all " + look.wanted() + " replicas run it; watching them for "
                                + Times.label(state.known().settle()));
        return next.withWatched(watched.withSaid("all", next.watched().said().getOrDefault("all", ""))
                .withRunning(Optional.of(step.seenBy()), tasks));
    }

    /** Notes since when a task finds no node. */
    static RollOut placed(Step step, RollOut state, ServiceLook look) {
        boolean stranded = look.tasks().stream().anyMatch(TaskView::findsNoNode);
        Optional<Instant> since =
                stranded ? state.watched().unplaced().or(() -> Optional.of(step.now())) : Optional.empty();
        return state.withWatched(state.watched().withUnplaced(since));
    }

    /** Whether a task has found no node for longer than it may. */
    static boolean isStranded(Step step, RollOut state) {
        return state.watched()
                .unplaced()
                .map(since -> !since.plus(state.request().limits().placement()).isAfter(step.now()))
                .orElse(false);
    }

    /** The tasks that failed, and not because the engine was restarted under them. */
    static List<TaskView> failed(RollOut state, ServiceLook look, String image) {
        Optional<Instant> forgiven = state.watched().forgiven();
        return look.failed(image, state.watched().base()).stream()
                .filter(task ->
                        forgiven.map(until -> task.created().isAfter(until)).orElse(true))
                .toList();
    }
}
