package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Follows the tasks of a new version until they have settled. The update's own state is a hint only: Swarm says
 * "completed" of a crash loop after a restart, and "updating" for ever if no node fits.
 */
final class Following {
    /** How much longer than we Swarm may take to say that it is done too. */
    private static final Duration SWARM_LAG = Duration.ofSeconds(5);

    private final Step step;

    Following(Step step) {
        this.step = step;
    }

    Advance advance(RollOut state) throws EngineException, InterruptedException {
        Optional<ServiceLook> look = step.look(state);
        if (look.isEmpty() || !state.known().isOf(look.get().service())) {
            return step.end(state, Outcome.FAILED, state.request().title() + " was removed while it was being updated");
        }
        RollOut next =
                Progress.said(step, state, look.get(), "@" + state.known().digest());
        next = Progress.counted(
                step,
                Progress.health(step, next),
                look.get(),
                "@" + state.known().digest());
        if (!look.get().service().runs(state.known().digest())) {
            return notOursAnyLonger(next, look.get());
        }
        List<TaskView> failed =
                Progress.failed(next, look.get(), "@" + state.known().digest());
        double allowed = look.get().service().maxFailureRatio() * look.get().wanted();
        if (!failed.isEmpty() && failed.size() > allowed) {
            return Returning.begin(step, next.withFailure(new Evidence(step.engine()).of(failed.get(0))), look.get());
        }
        return next.watched().running().isPresent() ? settling(next, look.get()) : waiting(next, look.get());
    }

    /** The specification has another image: rolled back by Swarm, or changed by somebody. */
    private Advance notOursAnyLonger(RollOut state, ServiceLook look) throws InterruptedException {
        ServiceView service = look.service();
        Found found = state.known();
        boolean back = Version.same(service.image(), found.image())
                || found.lastGood()
                        .map(good -> Version.same(service.image(), good.image()))
                        .orElse(false);
        if (!back) {
            return step.end(
                    state,
                    Outcome.SUPERSEDED,
                    state.request().title() + " was updated to "
                            + service.version(service.image()).label() + " by somebody else meanwhile");
        }
        List<TaskView> failed =
                look.failed("@" + found.digest(), state.watched().base());
        if (!failed.isEmpty()) {
            Failure failure = new Evidence(step.engine()).of(failed.get(0));
            return Returning.begin(step, state.withFailure(failure), look);
        }
        if (service.isRolledBack() && !service.updateMessage().contains("manual")) {
            String reason = "Swarm rolled it back: " + service.updateMessage();
            return Returning.begin(step, state.withFailure(Failure.of(Fault.UNKNOWN, reason)), look);
        }
        return step.end(
                state,
                Outcome.SUPERSEDED,
                state.request().title() + " was put back to "
                        + service.version(service.image()).label() + " by somebody else meanwhile");
    }

    private Advance waiting(RollOut state, ServiceLook look) throws InterruptedException {
        RollOut next = Progress.placed(step, state, look);
        if (Progress.isStranded(step, next)) {
            Duration placement = state.request().limits().placement();
            return Returning.begin(
                    step,
                    next.withFailure(Failure.of(
                            Fault.UNSCHEDULABLE,
                            "no node was found within " + Times.label(placement) + ": " + look.stuck())),
                    look);
        }
        return step.isOver(state) ? tooLong(next, look) : step.go(next, pace(next));
    }

    private Advance tooLong(RollOut state, ServiceLook look) throws InterruptedException {
        String stuck = look.stuck();
        return Returning.begin(
                step,
                state.withFailure(Failure.of(
                        Fault.TIME_OUT,
                        "it did not run everywhere within "
                                + Times.label(state.request().limits().total())
                                + (stuck.isEmpty() ? "" : ": " + stuck))),
                look);
    }

    private Advance settling(RollOut state, ServiceLook look) throws InterruptedException {
        Instant running = state.watched().running().orElseThrow();
        Instant settled = running.plus(state.known().settle());
        if (step.now().isBefore(settled)) {
            Duration rest = Duration.between(step.now(), settled);
            return step.go(state, rest.compareTo(pace(state)) < 0 ? rest : pace(state));
        }
        Optional<Advance> health = health(state, look, running, settled);
        if (health.isPresent()) {
            return health.get();
        }
        if (look.service().isInMidUpdate() && step.now().isBefore(settled.plus(SWARM_LAG))) {
            return step.go(state, Duration.ofMillis(50));
        }
        return step.end(state, Outcome.LIVE, live(state, look));
    }

    /** Whether the health address keeps the new version from being live. */
    private Optional<Advance> health(RollOut state, ServiceLook look, Instant running, Instant settled)
            throws InterruptedException {
        if (state.request().health().isEmpty()
                || look.wanted() == 0
                || state.gap().isGoodSince(running)) {
            return Optional.empty();
        }
        HealthCheck check = state.request().health().get();
        Instant patience = running.plus(check.within());
        boolean certain = state.gap().isCertainlyBad() || step.isOver(state);
        if (step.now().isBefore(patience) || step.now().isBefore(settled) || !certain) {
            return Optional.of(step.go(state, Duration.ofMillis(50)));
        }
        return Optional.of(Returning.begin(
                step,
                state.withFailure(Failure.of(
                        Fault.HEALTH_CHECK,
                        check.url() + " does not answer "
                                + check.status() + " within " + Times.label(check.within()) + ": "
                                + state.gap().lastError().orElse("no answer"))),
                look));
    }

    private String live(RollOut state, ServiceLook look) {
        Found found = state.known();
        String what = state.request().title() + " runs "
                + new Version("@" + found.digest(), state.request().origin().map(Origin::commit)).label();
        if (look.wanted() == 0) {
            return what + " as soon as it is scaled up: it has no replicas now, so nothing could be proven";
        }
        return what + " with " + look.running("@" + found.digest()) + " of " + look.wanted() + " replicas"
                + (state.gap().requests() == 0 ? "" : "; gap " + state.gap().label());
    }

    /** Fast while something is about to happen, slower the longer it takes. */
    private Duration pace(RollOut state) {
        Duration waited = Duration.between(state.watched().since(), step.now());
        if (waited.toSeconds() < 15) {
            return Duration.ofMillis(100);
        }
        return waited.toSeconds() < 60 ? Duration.ofMillis(250) : Duration.ofSeconds(1);
    }
}
