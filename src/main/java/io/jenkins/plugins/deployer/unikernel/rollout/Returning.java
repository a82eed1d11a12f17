package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Failure;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Has what ran before run again, and prove that it does. */
final class Returning {
    private static final String BACK = "back";
    /** So many ends of the one that was good are no accident. */
    private static final int HOPELESS = 3;

    private final Visit visit;

    Returning(Visit visit) {
        this.visit = visit;
    }

    /** Gives the new one up, with its failure in the state, and decides whether there is something to undo. */
    static Advance begin(Visit visit, RollOut state) {
        visit.say(state.request().title() + " is bad: " + reason(state));
        if (Particulars.of(state).prepared().isEmpty()) {
            return visit.close(
                    state,
                    Outcome.FAILED,
                    reason(state) + "; no other version is known to have run well, so it was left as it is");
        }
        RollOut next =
                state.withDeadline(visit.now().plus(state.request().limits().total()));
        RollOut counted = Particulars.of(next).withStarts(0).in(next);
        return visit.go(counted.enter(Phase.BACK, visit.now(), 0));
    }

    /** Puts it back, unless nothing was changed. */
    Advance back(RollOut state) throws IOException, InterruptedException {
        if (visit.isUnderWay(state, BACK)) {
            return goOn(state);
        }
        if (visit.isBusy(state)) {
            return visit.isOver(state)
                    ? visit.close(
                            state,
                            Outcome.FAILED,
                            reason(state) + "; the change was given up, but goes on, so what runs is not known")
                    : visit.go(state.enter(Phase.BACK, visit.now(), 0), Visit.MOMENT);
        }
        Particulars particulars = Particulars.of(state);
        Optional<UnikernelOnHost> now = visit.look(state);
        if (particulars.isUntouched(now)) {
            return mayChangeYet(state)
                    ? visit.go(state, Duration.ofMillis(250))
                    : visit.closeUntouched(state, reason(state));
        }
        boolean ours = now.map(found -> found.sha256().equals(Words.sha256(state)) || particulars.isBefore(found))
                .orElse(true);
        if (!ours) {
            return visit.close(
                    state,
                    Outcome.SUPERSEDED,
                    reason(state) + "; it was not put back, because " + somebodyElse(state, now.get()));
        }
        return goOn(state);
    }

    /** What was given up in its midst has ended here, but the host may be just about to do it. */
    private boolean mayChangeYet(RollOut state) {
        boolean givenUp = state.failure().map(Failure::fault).equals(Optional.of(Fault.TIME_OUT));
        return givenUp && visit.now().isBefore(state.watched().since().plus(settle(state)));
    }

    private static String somebodyElse(RollOut state, UnikernelOnHost now) {
        return state.request().title() + " " + Words.does(now) + " now, which somebody else put there";
    }

    private Advance goOn(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Particulars particulars = Particulars.of(state);
        RollOut next = visit.say(
                state,
                BACK,
                particulars.before().isPresent()
                        ? "going back to " + Words.of(particulars.before().get())
                        : "removing it, as nothing ran before");
        boolean done = visit.errand(next, BACK, () -> {
                    visit.host()
                            .putBack(
                                    request.id(),
                                    request.service(),
                                    particulars.prepared().orElseThrow());
                    return true;
                })
                .isPresent();
        if (done) {
            return visit.go(next.enter(Phase.PROVE, visit.now(), 0));
        }
        return visit.isOver(next)
                ? visit.close(
                        next,
                        Outcome.FAILED,
                        reason(next) + "; going back did not end within "
                                + Times.label(request.limits().total()) + ", so what runs is not known")
                : visit.go(next, Visit.MOMENT);
    }

    /** Proves that it runs. */
    Advance prove(RollOut state) throws IOException, InterruptedException {
        RollOut next = visit.withHealth(state);
        Particulars particulars = Particulars.of(state);
        Optional<UnikernelOnHost> now = visit.look(state);
        if (particulars.before().isEmpty()) {
            return removed(next, now);
        }
        UnikernelOnHost before = particulars.before().get();
        if (now.isPresent() && !particulars.isBefore(now.get())) {
            return visit.close(
                    next, Outcome.SUPERSEDED, reason(next) + "; while it went back, " + somebodyElse(next, now.get()));
        }
        if (before.instance().isEmpty()) {
            return visit.close(
                    next,
                    Outcome.FAILED,
                    reason(next) + "; " + Words.of(before)
                            + (now.isEmpty()
                                    ? ", which did not run before either, is gone"
                                    : " is back, which did not run before either"));
        }
        Optional<String> instance = now.flatMap(UnikernelOnHost::instance);
        return instance.isPresent() ? up(next, particulars, instance.get()) : down(next, before, now);
    }

    private Advance removed(RollOut state, Optional<UnikernelOnHost> now) {
        if (now.isPresent() && !now.get().sha256().equals(Words.sha256(state))) {
            return visit.close(state, Outcome.SUPERSEDED, reason(state) + "; then " + somebodyElse(state, now.get()));
        }
        return visit.close(
                state,
                Outcome.FAILED,
                reason(state)
                        + (now.flatMap(UnikernelOnHost::instance).isPresent()
                                ? "; it could not be removed and still runs"
                                : "; nothing ran before, so it was removed"));
    }

    private Advance down(RollOut state, UnikernelOnHost before, Optional<UnikernelOnHost> now) {
        Instant patience = state.watched().since().plus(Following.STARTING);
        if (visit.now().isBefore(patience) && !visit.isOver(state)) {
            RollOut next = state.withWatched(state.watched().withRunning(Optional.empty(), ""));
            return visit.go(next, Duration.ofMillis(250));
        }
        String how = now.flatMap(UnikernelOnHost::down)
                .orElse(now.isPresent() ? "it does not run" : "it is not there any longer");
        return notProven(state, before, how);
    }

    private Advance up(RollOut state, Particulars particulars, String instance) {
        if (state.watched().running().isEmpty() || !state.watched().tasks().equals(instance)) {
            RollOut next = particulars.withStarts(particulars.starts() + 1).in(state);
            if (particulars.starts() >= HOPELESS) {
                return notProven(next, particulars.before().orElseThrow(), "it was started again and again");
            }
            next = visit.say(next, "up again", "it runs again; watching it for " + Times.label(settle(state)));
            return proving(
                    next.withWatched(next.watched().withRunning(Optional.of(visit.seenBy()), instance)), particulars);
        }
        return proving(state, particulars);
    }

    private static Duration settle(RollOut state) {
        return state.known().settle();
    }

    private Advance proving(RollOut state, Particulars particulars) {
        UnikernelOnHost before = particulars.before().orElseThrow();
        Instant running = state.watched().running().orElseThrow();
        Instant settled = running.plus(settle(state));
        if (visit.now().isBefore(settled)) {
            Duration rest = Duration.between(visit.now(), settled);
            Duration pace = Duration.ofMillis(250);
            return visit.go(state, rest.compareTo(pace) < 0 ? rest : pace);
        }
        if (!particulars.answered() || state.gap().isGoodSince(running)) {
            return visit.close(
                    state,
                    Outcome.ROLLED_BACK,
                    reason(state) + "; " + state.request().title() + " runs " + Words.of(before)
                            + " again and has stayed up for " + Times.label(settle(state))
                            + (state.gap().requests() == 0
                                    ? ""
                                    : "; gap " + state.gap().label()));
        }
        Instant patience = running.plus(state.request().health().orElseThrow().within());
        boolean over = visit.now().isAfter(patience) && state.gap().isCertainlyBad();
        return over || visit.isOver(state)
                ? notProven(
                        state,
                        before,
                        state.request().health().orElseThrow().url() + " does not answer: "
                                + state.gap().lastError().orElse("no answer"))
                : visit.go(state, Duration.ofMillis(50));
    }

    private Advance notProven(RollOut state, UnikernelOnHost before, String why) {
        return visit.close(
                state,
                Outcome.FAILED,
                reason(state) + "; it went back to " + Words.of(before) + ", but that was not seen to run well: "
                        + why);
    }

    private static String reason(RollOut state) {
        return state.failure().map(Failure::reason).orElse("the new one was given up");
    }
}
