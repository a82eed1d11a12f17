package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one service of a host is to run and runs, at this moment.
 *
 * @param image as it stands in the service's specification
 * @param digest {@code sha256:…}; empty if somebody deployed a tag
 * @param commit what it was built from, if our labels describe this image
 * @param since when the longest running task of this image began to run, by its node's clock
 * @param replicas how many tasks run this image
 * @param wanted how many are to
 * @param update what Swarm says of the last update, for example {@code completed} or {@code rollback_paused}; a hint
 * @param changed who brought it there, as far as the host knows
 */
public record Running(
        String service,
        String image,
        Optional<String> digest,
        Optional<String> commit,
        Optional<Instant> since,
        int replicas,
        int wanted,
        Optional<String> update,
        LastChange changed) {
    public Running {
        Objects.requireNonNull(service);
        Objects.requireNonNull(image);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(commit);
        Objects.requireNonNull(since);
        Objects.requireNonNull(update);
        Objects.requireNonNull(changed);
    }

    /** On a host that keeps no record of who changed what. */
    public Running(
            String service,
            String image,
            Optional<String> digest,
            Optional<String> commit,
            Optional<Instant> since,
            int replicas,
            int wanted,
            Optional<String> update) {
        this(service, image, digest, commit, since, replicas, wanted, update, LastChange.NOT_KNOWN);
    }

    /** All services of a host, by name, found out in one conversation of two questions. */
    public static List<Running> on(Engine engine) throws EngineException, InterruptedException {
        return HostWatch.all(engine).values().stream()
                .map(Running::of)
                .sorted(Comparator.comparing(Running::service))
                .toList();
    }

    /**
     * The services of all compose projects of a host, as {@code PROJECT_SERVICE}, found out with one question; what docker
     * runs once for a command is none.
     */
    public static List<Running> inProjects(Engine engine) throws EngineException, InterruptedException {
        return ComposeProjects.all(engine);
    }

    /** Whether all that is to run runs, and nothing else. */
    public boolean isComplete() {
        return replicas >= wanted;
    }

    private static Running of(ServiceLook look) {
        ServiceView service = look.service();
        Version version = service.version(service.image());
        return new Running(
                service.name(),
                service.image(),
                version.digest(),
                version.commit(),
                look.oldestRunning(service.image()),
                look.running(service.image()),
                look.wanted(),
                Optional.of(service.updateState()).filter(state -> !state.isEmpty()),
                LastChange.of(service.labels(), service.image(), service.changed()));
    }
}
