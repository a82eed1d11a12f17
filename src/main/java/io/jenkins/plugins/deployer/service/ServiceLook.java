package io.jenkins.plugins.deployer.service;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A service and its tasks, as one look found them.
 *
 * @param tasks also those that have ended, as many as Swarm keeps; the oldest first
 */
record ServiceLook(ServiceView service, List<TaskView> tasks) {
    ServiceLook {
        tasks = tasks.stream().sorted(Comparator.comparing(TaskView::created)).toList();
    }

    /** How many tasks are to run. A global service has one on each node that Swarm chose for it. */
    int wanted() {
        return service.isGlobal()
                ? (int) tasks.stream()
                        .filter(TaskView::isWanted)
                        .map(TaskView::nodeId)
                        .distinct()
                        .count()
                : service.replicas();
    }

    /** How many tasks run an image. */
    int running(String image) {
        return (int) tasks.stream()
                .filter(TaskView::isRunning)
                .filter(task -> Version.same(task.image(), image))
                .count();
    }

    /** Whether the specification has an image and all that is to run runs it, and nothing else. */
    boolean runsEverywhere(String image) {
        return Version.same(service.image(), image)
                && running(image) >= wanted()
                && tasks.stream()
                        .filter(TaskView::isWanted)
                        .allMatch(task -> task.isRunning() && Version.same(task.image(), image))
                && !(service.isGlobal() && wanted() == 0 && !tasks.isEmpty());
    }

    /** Tells one set of running tasks from another. */
    String runningTasks() {
        return tasks.stream()
                .filter(TaskView::isRunning)
                .map(TaskView::id)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** Since when the longest running task of an image runs, by the clock of its node. */
    Optional<Instant> oldestRunning(String image) {
        return tasks.stream()
                .filter(task -> task.isRunning() && Version.same(task.image(), image))
                .flatMap(task -> task.stateSince().stream())
                .min(Comparator.naturalOrder());
    }

    /** Since when the youngest running task runs, by the clocks of the nodes. */
    Optional<Instant> runningSince() {
        return tasks.stream()
                .filter(TaskView::isRunning)
                .flatMap(task -> task.stateSince().stream())
                .max(Comparator.naturalOrder());
    }

    /**
     * The tasks with an image that ended though nobody asked them to.
     *
     * @param base only those that changed after this version index
     */
    List<TaskView> failed(String image, long base) {
        return tasks.stream()
                .filter(task -> Version.same(task.image(), image) && task.hasFailed() && task.version() > base)
                .toList();
    }

    /** The newest version index of the service and its tasks. */
    long newest() {
        return tasks.stream().mapToLong(TaskView::version).reduce(service.version(), Math::max);
    }

    /** For people: what the tasks that do not run yet are doing. */
    String stuck() {
        return tasks.stream()
                .filter(task -> task.isWanted() && !task.isRunning())
                .map(task ->
                        task.place() + " is " + task.state() + (task.error().isEmpty() ? "" : ", " + task.error()))
                .limit(3)
                .collect(Collectors.joining("; "));
    }
}
