package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Failure;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Times;
import io.jenkins.plugins.deployer.service.Watched;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Follows a new unikernel until it has settled: it has to stay up, never started again, and its health to answer. */
final class Following {
    /** How long a host that itself was started anew may take to start its unikernels, and one unikernel to come up. */
    static final Duration STARTING = Duration.ofSeconds(15);

    /** The status with which unikernels of MirageOS end then. */
    private static final int UNKNOWN_OPTION = 64;

    private static final String OPTION = "option";
    /** So many starts that nothing explains are no accident. */
    private static final int UNEXPLAINED = 2;

    private final Visit visit;

    Following(Visit visit) {
        this.visit = visit;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        RollOut seen = visit.withHealth(state);
        Optional<UnikernelOnHost> now = visit.look(state);
        RollOut next = forgiving(seen);
        if (now.isEmpty()) {
            return isForgiven(next) ? visit.go(next, pace(next)) : ended(next, "has ended");
        }
        if (!Particulars.of(state).isWanted(now.get(), Words.sha256(state))) {
            return superseded(next, now.get());
        }
        if (now.get().instance().isEmpty()) {
            return down(next, now.get());
        }
        return up(next, now.get().instance().get());
    }

    /** What ends along with its host is not to blame. */
    private RollOut forgiving(RollOut state) {
        Watched watched = state.watched();
        return watched.outage().isEmpty()
                ? state
                : state.withWatched(watched.withForgiven(Optional.of(visit.seenBy())));
    }

    private boolean isForgiven(RollOut state) {
        return state.watched()
                .forgiven()
                .map(since -> visit.now().isBefore(since.plus(STARTING)))
                .orElse(false);
    }

    private Advance superseded(RollOut state, UnikernelOnHost now) {
        String what = now.sha256().equals(Words.sha256(state)) ? "was given another set-up" : Words.does(now) + " now";
        return visit.close(
                state,
                Outcome.SUPERSEDED,
                state.request().title() + " " + what + ", which somebody else did while it was being changed");
    }

    private Advance down(RollOut state, UnikernelOnHost now) throws InterruptedException {
        Instant patience = state.watched().since().plus(STARTING);
        boolean starting = now.down().isEmpty()
                && state.watched().running().isEmpty()
                && visit.now().isBefore(patience);
        return starting || isForgiven(state)
                ? visit.go(state, pace(state))
                : ended(state, now.down().orElse("does not run"));
    }

    private Advance up(RollOut state, String instance) throws InterruptedException {
        Watched watched = state.watched();
        boolean first = watched.running().isEmpty();
        if (!first && !watched.tasks().equals(instance) && !isForgiven(state)) {
            return startedAgain(state, instance);
        }
        RollOut next = new ConsoleLog(visit).told(first ? sinceItsStart(state, instance) : state);
        if (first || !watched.tasks().equals(instance)) {
            next = visit.say(
                    next,
                    "up",
                    "it runs; watching it for " + Times.label(state.known().settle()));
            next = next.withWatched(next.watched().withRunning(Optional.of(visit.seenBy()), instance));
        }
        return settling(next);
    }

    /**
     * By whom, its console tells: one that ended by itself says so. If not, somebody or the host may have done it, so fast
     * that nobody saw it: but not over and over.
     */
    private Advance startedAgain(RollOut state, String instance) throws InterruptedException {
        Particulars particulars = Particulars.of(state);
        if (particulars.starts() >= UNEXPLAINED
                || new ConsoleLog(visit).tail(state).tellsItsEnd()) {
            return ended(state, "was started again");
        }
        visit.say("it was started again, and its console does not say why; watching it anew");
        RollOut next = particulars.withStarts(particulars.starts() + 1).in(state);
        return settling(next.withWatched(next.watched().withRunning(Optional.of(visit.seenBy()), instance)));
    }

    /** Where the host says when that was, by its own clock, its console is read from there on. */
    private static RollOut sinceItsStart(RollOut state, String instance) {
        Particulars particulars = Particulars.of(state);
        Optional<Instant> start = particulars.lines() > 0 ? Optional.empty() : Times.parse(instance);
        return start.map(at -> particulars.withChanged(at).in(state)).orElse(state);
    }

    private Advance settling(RollOut state) throws InterruptedException {
        Instant running = state.watched().running().orElseThrow();
        Instant settled = running.plus(state.known().settle());
        if (visit.now().isBefore(settled)) {
            Duration rest = Duration.between(visit.now(), settled);
            return visit.go(state, rest.compareTo(pace(state)) < 0 ? rest : pace(state));
        }
        return health(state, running).orElseGet(() -> visit.close(state, Outcome.LIVE, live(state)));
    }

    /** Whether the health address keeps the new one from being live. */
    private Optional<Advance> health(RollOut state, Instant running) throws InterruptedException {
        if (state.request().health().isEmpty() || state.gap().isGoodSince(running)) {
            return Optional.empty();
        }
        HealthCheck check = state.request().health().get();
        boolean late = !visit.now().isBefore(running.plus(check.within()));
        if (!(late && state.gap().isCertainlyBad()) && !visit.isOver(state)) {
            return Optional.of(visit.go(state, Duration.ofMillis(50)));
        }
        String reason = check.url() + " does not answer " + check.status() + " within "
                + Times.label(late ? check.within() : state.request().limits().total()) + ": "
                + state.gap().lastError().orElse("no answer");
        ConsoleLog.Ended console = new ConsoleLog(visit).ended(state);
        Failure failure = new Failure(
                late ? Fault.HEALTH_CHECK : Fault.TIME_OUT,
                reason,
                Optional.empty(),
                console.tail().lines());
        return Optional.of(Returning.begin(visit, console.state().withFailure(failure)));
    }

    private String live(RollOut state) {
        ServiceRequest request = state.request();
        return request.title() + " runs " + Words.wanted(state) + " and has stayed up for "
                + Times.label(state.known().settle())
                + (state.gap().requests() == 0 ? "" : "; gap " + state.gap().label());
    }

    /** It has ended, by itself: its console says more than any host. */
    private Advance ended(RollOut state, String how) throws InterruptedException {
        ConsoleLog.Ended console = new ConsoleLog(visit).ended(state);
        Optional<Integer> code = console.tail().exitCode();
        if (code.equals(Optional.of(UNKNOWN_OPTION)) && !state.watched().said().containsKey(OPTION)) {
            return maybeAgain(console.state());
        }
        String what = code.map(status -> "it ended with exit code " + status).orElse("it " + how);
        String when = state.watched()
                .running()
                .map(since -> " after " + Times.label(Duration.between(since, visit.now())))
                .orElse(" at once");
        String why = console.tail().telling().map(line -> ": " + line).orElse("");
        Fault fault = code.equals(Optional.of(0)) ? Fault.EXITED : Fault.CRASH;
        return Returning.begin(
                visit,
                console.state()
                        .withFailure(new Failure(
                                fault, what + when + why, code, console.tail().lines())));
    }

    /** Albatross starts one that does not know the option for its name once more, without. */
    private Advance maybeAgain(RollOut state) {
        RollOut next = visit.say(state, OPTION, "it does not know an option; looking whether it is started without");
        return visit.go(next.withWatched(next.watched().withRunning(Optional.empty(), "")), pace(next));
    }

    /** Fast while something is about to happen, slower the longer it takes. */
    private Duration pace(RollOut state) {
        Duration waited = Duration.between(state.watched().since(), visit.now());
        if (waited.toSeconds() < 15) {
            return Duration.ofMillis(250);
        }
        return waited.toSeconds() < 60 ? Duration.ofMillis(500) : Duration.ofSeconds(1);
    }
}
