package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings a service back to its last good version, and has that one prove that it runs. */
final class Returning {
    /** How long Swarm may take to begin its own roll-back of what failed. */
    private static final Duration SWARM_BEGINS = Duration.ofSeconds(1);
    /** So many failures of the version that was good are no accident. */
    private static final int HOPELESS = 3;

    /**
     * What Swarm is to do by itself while it goes back: with "rollback" it would return to the bad version at the first
     * stumble of the good one, with "pause" it would leave the bad one on the other replicas.
     */
    private static final String WHILE_GOING_BACK = "continue";

    private final Step step;

    Returning(Step step) {
        this.step = step;
    }

    /** Gives the new version up: says why, and decides whether there is something to go back to. */
    static Advance begin(Step step, RollOut state, ServiceLook look) {
        Failure failure = state.failure().orElseThrow();
        step.say(state.request().title() + " is bad: " + failure.reason());
        failure.log().forEach(line -> step.say("  | " + line));
        Optional<Version> good = state.known().lastGood().filter(version -> !version.digest()
                .equals(Optional.of(state.known().digest())));
        if (good.isEmpty()) {
            return step.end(
                    state,
                    Outcome.FAILED,
                    failure.reason() + "; no other version is known to have run well, so it was left as it is");
        }
        RollOut next =
                state.withDeadline(step.now().plus(state.request().limits().total()));
        return step.go(next.enter(Phase.BACK, step.now(), look.newest()));
    }

    /** Changes the service, unless Swarm did so by itself. */
    Advance back(RollOut state) throws IOException, InterruptedException {
        Found found = state.known();
        Version good = found.lastGood().orElseThrow();
        Optional<ServiceLook> look = step.lookNow(state);
        if (look.isEmpty() || !found.isOf(look.get().service())) {
            return step.end(state, Outcome.FAILED, reason(state) + "; then the service was removed");
        }
        ServiceView service = look.get().service();
        if (Version.same(service.image(), good.image())) {
            step.say("going back to " + good.label());
            return step.go(state.enter(Phase.PROVE, step.now(), state.watched().base()));
        }
        boolean ours = service.runs(found.digest()) || service.image().equals(found.image());
        if (!ours) {
            return step.end(
                    state,
                    Outcome.SUPERSEDED,
                    reason(state) + "; it was not put back, because somebody else updated "
                            + state.request().title() + " to "
                            + service.version(service.image()).label() + " meanwhile");
        }
        boolean swarmWill = service.updateState().equals("updating")
                && service.previous()
                        .map(previous -> Version.same(previous.image(), good.image()))
                        .orElse(false)
                && state.failure()
                        .map(failure -> failure.fault() != Fault.UNSCHEDULABLE
                                && failure.fault() != Fault.TIME_OUT
                                && failure.fault() != Fault.HEALTH_CHECK)
                        .orElse(false);
        if (swarmWill && step.now().isBefore(state.watched().since().plus(SWARM_BEGINS))) {
            return step.go(state, Duration.ofMillis(50));
        }
        try {
            update(state, service, good);
        } catch (EngineException e) {
            if (Updating.isOutOfSequence(e)) {
                return step.go(state, Duration.ofMillis(20));
            }
            throw e;
        }
        step.say("going back to " + good.label());
        return step.go(state.enter(Phase.PROVE, step.now(), state.watched().base()), Duration.ofMillis(50));
    }

    private void update(RollOut state, ServiceView service, Version good) throws IOException, InterruptedException {
        ObjectNode spec = service.specWith(good.image(), WHILE_GOING_BACK);
        ServiceLabels.describe(
                spec, state.request(), state.known(), good, state.failure().orElseThrow());
        Updating.post(step, service, spec, login(good));
    }

    private Map<String, String> login(Version good) throws IOException, InterruptedException {
        try {
            return RegistryAuth.header(step.outside().logins(), ImageName.parse(good.image()));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** Proves that the last good version runs. */
    Advance prove(RollOut state) throws IOException, InterruptedException {
        Found found = state.known();
        Version good = found.lastGood().orElseThrow();
        Optional<ServiceLook> look = step.look(state);
        if (look.isEmpty() || !found.isOf(look.get().service())) {
            return step.end(state, Outcome.FAILED, reason(state) + "; then the service was removed");
        }
        ServiceView service = look.get().service();
        if (service.runs(found.digest())) {
            // A roll-back that was itself rolled back.
            return step.go(state.enter(Phase.BACK, step.now(), state.watched().base()));
        }
        if (!Version.same(service.image(), good.image())) {
            return step.end(
                    state,
                    Outcome.SUPERSEDED,
                    reason(state) + "; while it went back, somebody else updated "
                            + state.request().title() + " to "
                            + service.version(service.image()).label());
        }
        RollOut next = Progress.said(step, state, look.get(), good.image());
        next = Progress.counted(step, Progress.health(step, next), look.get(), good.image());
        if (next.watched().running().isPresent()) {
            return proving(next, look.get(), good);
        }
        List<TaskView> failed = Progress.failed(next, look.get(), good.image());
        if (failed.size() >= HOPELESS) {
            return step.end(
                    next,
                    Outcome.FAILED,
                    reason(next) + "; it went back to " + good.label() + ", but that is bad too: "
                            + new Evidence(step.engine())
                                    .of(failed.get(failed.size() - 1))
                                    .reason());
        }
        if (service.isPaused() && !next.watched().nudged()) {
            return nudge(next, service, good);
        }
        next = Progress.placed(step, next, look.get());
        return step.isOver(next) || Progress.isStranded(step, next)
                ? notProven(next, good, look.get().stuck())
                : step.go(next, Duration.ofMillis(100));
    }

    /** Sets an update that stands still going again, once. */
    private Advance nudge(RollOut state, ServiceView service, Version good) throws IOException, InterruptedException {
        try {
            update(state, service, good);
        } catch (EngineException e) {
            if (Updating.isOutOfSequence(e)) {
                return step.go(state, Duration.ofMillis(20));
            }
            throw e;
        }
        return step.go(state.withWatched(state.watched().withNudged()), Duration.ofMillis(100));
    }

    private Advance proving(RollOut state, ServiceLook look, Version good)
            throws EngineException, InterruptedException {
        Instant running = state.watched().running().orElseThrow();
        Instant settled = running.plus(state.known().settle());
        if (step.now().isBefore(settled)) {
            Duration rest = Duration.between(step.now(), settled);
            Duration pace = Duration.ofMillis(100);
            return step.go(state, rest.compareTo(pace) < 0 ? rest : pace);
        }
        boolean answers = state.request().health().isEmpty()
                || look.wanted() == 0
                || state.gap().isGoodSince(running);
        if (answers && leavesAnotherFailureAction(state, look.service())) {
            return restore(state, look.service());
        }
        if (answers) {
            return step.end(
                    state,
                    Outcome.ROLLED_BACK,
                    reason(state) + "; " + state.request().title() + " runs " + good.label() + " again, with "
                            + look.running(good.image()) + " of " + look.wanted() + " replicas"
                            + (state.gap().requests() == 0
                                    ? ""
                                    : "; gap " + state.gap().label()));
        }
        Instant patience = running.plus(state.request().health().get().within());
        boolean over = step.now().isAfter(patience)
                && step.now().isAfter(settled.plusSeconds(1))
                && state.gap().isCertainlyBad();
        return over || step.isOver(state)
                ? notProven(
                        state,
                        good,
                        state.request().health().get().url() + " does not answer: "
                                + state.gap().lastError().orElse("no answer"))
                : step.go(state, Duration.ofMillis(50));
    }

    /** Whether the service is still told what only going back needs: Swarm's own roll-back restores that by itself. */
    private boolean leavesAnotherFailureAction(RollOut state, ServiceView service) {
        return service.failureAction().equals(WHILE_GOING_BACK)
                && !state.known().failureAction().equals(WHILE_GOING_BACK)
                && !step.isOver(state);
    }

    /**
     * Now that nothing is under way whose roll-back this could cancel: without it the next update that a person makes by
     * hand would be carried on with although it fails. Starts no task again.
     */
    private Advance restore(RollOut state, ServiceView service) throws EngineException, InterruptedException {
        ObjectNode spec = service.specWith(service.image(), state.known().failureAction());
        try {
            Updating.post(step, service, spec, Map.of());
        } catch (EngineException e) {
            if (!Updating.isOutOfSequence(e)) {
                throw e;
            }
        }
        return step.go(state, Duration.ofMillis(20));
    }

    private Advance notProven(RollOut state, Version good, String why) {
        return step.end(
                state,
                Outcome.FAILED,
                reason(state) + "; it went back to " + good.label() + ", but that was not seen to run well"
                        + (why.isEmpty() ? "" : ": " + why));
    }

    private static String reason(RollOut state) {
        return state.failure().map(Failure::reason).orElse("the new version was given up");
    }
}
