package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Failure;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Gap;
import io.jenkins.plugins.deployer.service.Guards;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes the one change. What the host shows tells a process that comes back whether another one has made it. */
final class Changing {
    private static final String CHANGE = "change";
    /** For how long nobody is asked again whether the change is still wanted. */
    private static final Duration ANSWERED = Duration.ofSeconds(2);

    private final Visit visit;

    Changing(Visit visit) {
        this.visit = visit;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        return visit.isUnderWay(state, CHANGE) ? goOn(state) : begin(state);
    }

    private Advance begin(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Particulars particulars = Particulars.of(state);
        Optional<UnikernelOnHost> now = visit.look(state);
        boolean untouched = particulars.isUntouched(now);
        if (now.isPresent() && !untouched && isNew(state, particulars, now.get())) {
            return follow(state);
        }
        if (now.isPresent() && !isKnown(state, particulars, now.get())) {
            return visit.close(
                    state,
                    Outcome.SUPERSEDED,
                    request.title() + " " + Words.does(now.get()) + " now, which somebody else put there; "
                            + Visit.untouched(state));
        }
        if (visit.isOver(state)) {
            return tooLong(state);
        }
        if (isToBeGuarded(particulars, untouched)) {
            Optional<Guards.Objection> superseded = visit.guards().superseded(request);
            if (superseded.isPresent()) {
                return visit.close(state, superseded.get());
            }
        }
        if (particulars.changed().isEmpty()) {
            return visit.go(particulars.withChanged(visit.now()).in(state));
        }
        request.health().ifPresent(check -> {
            visit.outside().health().stop(request.id());
            visit.outside().health().seen(request.id(), check, Gap.NONE);
        });
        return goOn(state.withGap(Gap.NONE));
    }

    /** Only before the change: whoever comes back in its midst makes the rest, and asks anew if there was no change yet. */
    private boolean isToBeGuarded(Particulars particulars, boolean untouched) {
        return particulars
                .changed()
                .map(since -> (untouched || particulars.before().isEmpty())
                        && visit.now().isAfter(since.plus(ANSWERED)))
                .orElse(true);
    }

    /** Whether the wanted one is there and was started since: if only its set-up changes, the binary alone does not tell. */
    private static boolean isNew(RollOut state, Particulars particulars, UnikernelOnHost now) {
        return now.instance().isPresent() && particulars.isWanted(now, Words.sha256(state));
    }

    private static boolean isKnown(RollOut state, Particulars particulars, UnikernelOnHost now) {
        return particulars.isBefore(now) || now.sha256().equals(Words.sha256(state));
    }

    private Advance goOn(RollOut state) throws IOException, InterruptedException {
        if (visit.errand(state, CHANGE, () -> changed(state)).isPresent()) {
            return follow(state);
        }
        return visit.isOver(state) ? tooLong(state) : visit.go(state, Visit.MOMENT);
    }

    private boolean changed(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Particulars particulars = Particulars.of(state);
        visit.host()
                .change(
                        request.id(),
                        request.service(),
                        particulars.wanted(),
                        visit.binary(state),
                        particulars.prepared().orElseThrow());
        return true;
    }

    private Advance follow(RollOut state) {
        visit.say(state.request().title() + " changed to " + Words.wanted(state));
        RollOut next = Particulars.of(state).changed().isPresent()
                ? state
                : Particulars.of(state).withChanged(visit.now()).in(state);
        return visit.go(next.enter(Phase.FOLLOW, visit.now(), 0));
    }

    /** However far it has come: going back looks whether that is needed. */
    private Advance tooLong(RollOut state) {
        visit.stopErrand(state);
        String reason = "the change was not made within "
                + Times.label(state.request().limits().total());
        return Returning.begin(visit, state.withFailure(Failure.of(Fault.TIME_OUT, reason)));
    }
}
