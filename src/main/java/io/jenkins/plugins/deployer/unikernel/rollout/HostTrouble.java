package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Failure;
import io.jenkins.plugins.deployer.service.Fault;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.Times;
import io.jenkins.plugins.deployer.service.Watched;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens when the host, the registry or the forge does not answer, or answers that it will not. */
final class HostTrouble {
    private final Visit visit;

    HostTrouble(Visit visit) {
        this.visit = visit;
    }

    /** Tries again within the deadline what may pass, and gives up otherwise. */
    Advance with(RollOut state, IOException e) {
        if (isPassing(e) && !visit.isOver(state)) {
            return visit.again(said(state, e));
        }
        if (state.phase() == Phase.UPDATE && !isPassing(e)) {
            Fault fault = isNotStarted(e) ? Fault.NOT_STARTED : Fault.REJECTED;
            return Returning.begin(visit, state.withFailure(Failure.of(fault, e.getMessage())));
        }
        return visit.close(state, Outcome.FAILED, reason(state, e));
    }

    private RollOut said(RollOut state, IOException e) {
        boolean known = state.watched().outage().isPresent();
        RollOut next = known
                ? state
                : visit.say(state, "trouble", e.getMessage() + "; trying again until " + Times.clock(state.deadline()));
        if (e instanceof UnikernelHostException && !known) {
            return next.withWatched(next.watched().withOutage(Optional.of(visit.now())));
        }
        return next;
    }

    private static boolean isNotStarted(IOException e) {
        return e instanceof UnikernelHostException host && host.kind() == UnikernelHostException.Kind.NOT_STARTED;
    }

    private static boolean isPassing(IOException e) {
        if (e instanceof UnikernelHostException host) {
            return host.kind() == UnikernelHostException.Kind.PASSING;
        }
        if (e instanceof ImageException image) {
            return image.kind() == ImageException.Kind.UNAVAILABLE;
        }
        return !(e instanceof UnikernelException unikernel) || unikernel.kind() == UnikernelException.Kind.STORAGE;
    }

    private static String reason(RollOut state, IOException e) {
        String before = state.failure().map(failure -> failure.reason() + "; ").orElse("");
        return switch (state.phase()) {
            case INSPECT, PULL, ENDED -> e.getMessage() + "; " + Visit.untouched(state);
            case UPDATE -> e.getMessage() + "; whether the unikernel was changed is not known";
            case FOLLOW -> e.getMessage() + "; the unikernel was changed, but whether it runs is not known";
            case BACK -> before + "and the one before could not be put back: " + e.getMessage();
            case PROVE -> before + "whether the one before runs again is not known: " + e.getMessage();
        };
    }

    /** Says that the host answers again. */
    Advance overcome(Advance advance) {
        Optional<Instant> outage = advance.next().watched().outage();
        if (outage.isEmpty() || !visit.hasHeard()) {
            return advance;
        }
        visit.sayFirst(advance.next().request().host() + " answers again after "
                + Times.label(Duration.between(outage.get(), visit.now())));
        Watched watched = advance.next().watched().withOutage(Optional.empty()).withSaid("trouble", "");
        return visit.go(advance.next().withRetries(0).withWatched(watched), advance.after());
    }
}
