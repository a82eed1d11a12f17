package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out what runs, whether there is anything to do, and what to go back to. Changes nothing. */
final class Inspection {
    /** How long somebody else's update may go on. */
    private static final Duration OTHERS = Duration.ofSeconds(60);
    /** How long tasks that are being started again, and did not fail, may take to run. */
    private static final Duration STARTING = Duration.ofSeconds(15);
    /** Who failed this short a time before the newest task was made may fail again. */
    private static final Duration FAILED_LATELY = Duration.ofMinutes(1);

    private final Step step;

    Inspection(Step step) {
        this.step = step;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        if (request.image().digest().isEmpty()) {
            String digest = step.outside().digests().digest(request.image());
            return step.go(state.withRequest(request.withDigest(digest)));
        }
        Optional<ServiceLook> look = step.lookNow(state);
        if (look.isEmpty() && request.stack().isPresent()) {
            step.say(request.title() + " is not there yet; the stack "
                    + request.stack().get() + " will create it");
            return step.go(state.withFound(nothing(request)).enter(Phase.PULL, step.now(), 0));
        }
        if (look.isEmpty()) {
            return step.end(state, Outcome.FAILED, absent(request));
        }
        ServiceView service = look.get().service();
        if (service.isJob() || service.image().isEmpty()) {
            return step.end(
                    state,
                    Outcome.REFUSED,
                    request.title() + " is no service that stays, but "
                            + (service.isJob() ? "a job, which runs to its end" : "a plugin")
                            + "; only replicated and global services are deployed");
        }
        return advance(state, look.get());
    }

    /** A service that deploying its stack creates: there is nothing to go back to. */
    private static Found nothing(ServiceRequest request) {
        return new Found(
                "",
                request.image().digest().orElseThrow(),
                "",
                new Version("", Optional.empty()),
                Optional.empty(),
                request.limits().settle().compareTo(ServiceView.DEFAULT_MONITOR) > 0
                        ? request.limits().settle()
                        : ServiceView.DEFAULT_MONITOR,
                false,
                ServiceView.DEFAULT_FAILURE_ACTION);
    }

    private static String absent(ServiceRequest request) {
        return "there is no service " + request.service() + " on " + request.host()
                + "; create it once, with docker stack deploy or with docker service create --name "
                + request.service() + " " + request.image();
    }

    private Advance advance(RollOut state, ServiceLook look) throws EngineException, InterruptedException {
        ServiceRequest request = state.request();
        ServiceView service = look.service();
        String digest = request.image().digest().orElseThrow();
        boolean allRun = look.runsEverywhere(service.image());
        RollOut next = state;
        if (allRun && look.wanted() > 0 && request.health().isPresent()) {
            next = next.withGap(
                    step.outside().health().seen(request.id(), request.health().get(), state.gap()));
            // What an earlier process saw says nothing about now; that nobody has answered yet neither.
            if (next.gap().firstAt().isEmpty() && !step.isOver(state)) {
                return step.go(next, Duration.ofMillis(10));
            }
        }
        if (!allRun && !service.runs(digest) && areStarting(state, look)) {
            return step.go(next, Duration.ofMillis(200));
        }
        boolean healthy = allRun
                && (isSettled(look, settle(state, look)) || !hasFailedLately(look))
                && (look.wanted() == 0
                        || request.health().isEmpty()
                        || next.gap().isGoodSince(Instant.MIN));
        Found found = found(state, look, digest, healthy);
        if (service.runs(digest)) {
            return runsAlready(next.withFound(found), look, healthy);
        }
        if (othersAreAtIt(state, look)) {
            next = step.say(
                    next,
                    "others",
                    request.title() + " is being "
                            + (service.isRolledBack() ? "rolled back to " : "updated to ")
                            + service.version(service.image()).label()
                            + (service.isRolledBack() ? "" : " by somebody else") + "; waiting for its end");
            return step.go(next, Duration.ofMillis(200));
        }
        if (!request.force()) {
            Optional<Failure> before = rolledBack(look, digest);
            if (before.isPresent()) {
                return Returning.begin(step, next.withFound(found).withFailure(before.get()), look);
            }
        }
        step.outside().health().stop(request.id());
        step.say(request.title() + " runs " + found.previous().label() + " with " + look.running(service.image())
                + " of " + look.wanted() + " replicas" + (healthy ? "" : ", not all of it well"));
        return step.go(next.withFound(found).enter(Phase.PULL, step.now(), look.newest()));
    }

    private Found found(RollOut state, ServiceLook look, String digest, boolean healthy)
            throws EngineException, InterruptedException {
        ServiceView service = look.service();
        Version previous = service.version(pinned(look));
        return new Found(
                service.id(),
                digest,
                service.image(),
                previous,
                lastGood(service, previous, healthy),
                settle(state, look),
                service.runs(digest),
                service.failureAction());
    }

    private static Duration settle(RollOut state, ServiceLook look) {
        Duration monitor = look.service().monitor();
        Duration settle = state.request().limits().settle();
        return look.wanted() == 0 ? Duration.ZERO : settle.compareTo(monitor) > 0 ? settle : monitor;
    }

    /** Whether what is to run only needs a moment: a node was restarted, or Swarm is done rolling back but for this. */
    private boolean areStarting(RollOut state, ServiceLook look) {
        boolean hopeless = look.tasks().stream().anyMatch(TaskView::findsNoNode);
        return !hopeless
                && !look.service().isPaused()
                && !hasFailedLately(look)
                && step.now().isBefore(state.watched().since().plus(STARTING))
                && step.now().isBefore(state.deadline());
    }

    private static boolean hasFailedLately(ServiceLook look) {
        Instant newest = look.tasks().stream()
                .map(TaskView::created)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
        return look.failed(look.service().image(), 0).stream()
                .anyMatch(task -> task.created().plus(FAILED_LATELY).isAfter(newest));
    }

    /** What is known to have run well: what passes the probe now; else what our labels say, if they can be trusted. */
    private static Optional<Version> lastGood(ServiceView service, Version previous, boolean healthy) {
        if (healthy) {
            return Optional.of(previous);
        }
        if (service.labels().describe(service.image())) {
            return service.labels().lastGood().or(() -> Optional.of(previous));
        }
        boolean unfinished = service.isInMidUpdate() || service.isPaused();
        return (unfinished ? service.previous() : Optional.<Version>empty()).or(() -> Optional.of(previous));
    }

    /**
     * The image in the specification, by digest. If somebody deployed a tag, it may have moved since: then the digest of
     * what runs is asked for, which works if it runs on the manager's node.
     */
    private String pinned(ServiceLook look) throws EngineException, InterruptedException {
        String image = look.service().image();
        if (Version.digestOf(image).isPresent()) {
            return image;
        }
        for (TaskView task : look.tasks()) {
            if (task.isRunning()
                    && task.image().equals(image)
                    && task.containerId().isPresent()) {
                Optional<String> digest = repositoryDigest(task.containerId().get(), image);
                if (digest.isPresent()) {
                    return digest.get();
                }
            }
        }
        return image;
    }

    private Optional<String> repositoryDigest(String container, String image)
            throws EngineException, InterruptedException {
        try {
            JsonNode json = step.engine().get("/containers/" + container + "/json");
            JsonNode digests = step.engine()
                    .get("/images/" + json.path("Image").asText() + "/json")
                    .path("RepoDigests");
            int slash = image.lastIndexOf('/');
            int colon = image.indexOf(':', slash + 1);
            String name = colon < 0 ? image : image.substring(0, colon);
            for (JsonNode digest : digests) {
                if (digest.asText().startsWith(name + "@")) {
                    return Optional.of(digest.asText());
                }
            }
            return Optional.empty();
        } catch (EngineException e) {
            if (e.isTransient()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Advance runsAlready(RollOut state, ServiceLook look, boolean healthy) {
        ServiceView service = look.service();
        Found found = state.known();
        if (healthy && !service.isInMidUpdate() && isSettled(look, found.settle())) {
            return step.end(
                    state,
                    Outcome.UNCHANGED,
                    state.request().title() + " runs " + label(state) + " already, with "
                            + look.running(service.image()) + " of " + look.wanted() + " replicas");
        }
        if (service.isPaused()) {
            step.say("an update of " + state.request().title() + " to this image is paused; setting it going again");
            return step.go(state.enter(Phase.PULL, step.now(), look.newest()));
        }
        step.outside().health().stop(state.request().id());
        step.say(state.request().title() + " is to run " + label(state) + " already, but is not there yet; following");
        Found adopted = new Found(
                found.serviceId(),
                found.digest(),
                found.image(),
                found.previous(),
                lastGood(service, found.previous(), false).filter(good -> !Version.same(good.image(), found.image())),
                found.settle(),
                true,
                found.failureAction());
        return step.go(state.withFound(adopted).withGap(Gap.NONE).enter(Phase.FOLLOW, step.now(), baseOf(look, found)));
    }

    private static String label(RollOut state) {
        return new Version(
                        "@" + state.known().digest(), state.request().origin().map(Origin::commit))
                .label();
    }

    /** Clocks of nodes may differ from ours: then it is followed for as long as it takes, which does no harm. */
    private boolean isSettled(ServiceLook look, Duration settle) {
        return look.wanted() == 0
                || look.runningSince()
                        .map(since -> !since.plus(settle).isAfter(step.now()))
                        .orElse(false);
    }

    /** Failures before the update that is under way are none of it. */
    private static long baseOf(ServiceLook look, Found found) {
        Optional<Instant> started =
                look.service().isInMidUpdate() ? look.service().updateStarted() : Optional.empty();
        return look.failed(found.image(), 0).stream()
                .filter(task -> started.map(at -> task.created().isBefore(at)).orElse(true))
                .map(TaskView::version)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    /** Whether this image was rolled back here, by Swarm or by us, for its own fault. */
    private Optional<Failure> rolledBack(ServiceLook look, String digest) throws InterruptedException {
        Optional<String> recorded = look.service().labels().rolledBack(digest);
        if (recorded.isPresent()) {
            return Optional.of(Failure.of(Fault.CRASH, recorded.get()));
        }
        List<TaskView> failed = look.failed("@" + digest, 0);
        if (!look.service().isRolledBack() || failed.isEmpty()) {
            return Optional.empty();
        }
        Failure failure = new Evidence(step.engine()).of(failed.get(0));
        return Optional.of(failure).filter(evidence -> evidence.fault().isOwn());
    }

    private boolean othersAreAtIt(RollOut state, ServiceLook look) {
        boolean hopeless = look.tasks().stream().anyMatch(TaskView::findsNoNode);
        Instant patience = state.watched().since().plus(OTHERS);
        return look.service().isInMidUpdate()
                && !hopeless
                && step.now().isBefore(patience)
                && step.now().isBefore(state.deadline());
    }
}
