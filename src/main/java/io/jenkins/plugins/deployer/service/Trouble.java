package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.image.ImageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens when the host, the registry or the forge does not answer, or answers that it will not. */
final class Trouble {
    /** A manager that starts may take itself for none at first. */
    private static final int STARTING = 5;

    private final Step step;

    Trouble(Step step) {
        this.step = step;
    }

    /** Tries again within the deadline what may pass, and ends the roll-out otherwise. */
    Advance with(RollOut state, IOException e) {
        if (isPassing(state, e) && !step.isOver(state)) {
            RollOut next = step.say(
                    state, "trouble", e.getMessage() + "; trying again until " + Times.clock(state.deadline()));
            if (e instanceof EngineException && state.watched().outage().isEmpty()) {
                next = next.withWatched(next.watched().withOutage(Optional.of(step.now())));
            }
            return step.again(next);
        }
        return step.end(state, Outcome.FAILED, e.getMessage() + "; " + consequence(state));
    }

    private static boolean isPassing(RollOut state, IOException e) {
        if (e instanceof ImageException image) {
            return image.kind() == ImageException.Kind.UNAVAILABLE;
        }
        if (!(e instanceof EngineException engine)) {
            return true;
        }
        if (e.getMessage().contains("not a swarm manager") && !state.mayHaveChanged()) {
            return state.retries() < STARTING;
        }
        return engine.isTransient() || engine.status() >= 500 && Passing.says(e.getMessage());
    }

    private static String consequence(RollOut state) {
        return switch (state.phase()) {
            case INSPECT, PULL, ENDED -> "the service was not touched";
            case UPDATE -> "whether the service was updated is not known";
            case FOLLOW ->
                "the service was updated, but whether it runs is not known; Swarm rolls it back if it fails at once";
            case BACK, PROVE ->
                state.failure().map(failure -> failure.reason() + "; ").orElse("")
                        + "whether the last good version runs again is not known";
        };
    }

    /** Says that the host answers again. */
    Advance overcome(RollOut before, Advance advance) {
        Optional<Instant> outage = advance.next().watched().outage();
        boolean sameLook = before.phase() == advance.next().phase();
        if (outage.isEmpty() || !sameLook) {
            return advance;
        }
        step.sayFirst(before.request().host() + " answers again after "
                + Times.label(Duration.between(outage.get(), step.now())));
        Watched watched = advance.next().watched().withOutage(Optional.empty()).withSaid("trouble", "");
        return step.go(advance.next().withRetries(0).withWatched(watched), advance.after());
    }
}
