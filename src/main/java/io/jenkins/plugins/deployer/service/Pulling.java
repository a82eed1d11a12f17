package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Asks the guards, and has the host's engine pull the image while the old version serves. Changes no service. */
final class Pulling {
    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Step step;

    Pulling(Step step) {
        this.step = step;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        if (state.watched().said().get("pull") == null) {
            Optional<Guards.Objection> refused =
                    step.guards().refuse(request, state.known().digest());
            if (refused.isPresent()) {
                return step.end(state, refused.get());
            }
        }
        RollOut next = step.say(state, "pull", "pulling " + request.image() + " on " + request.host());
        return step.pulls()
                .pull(step.engine(), request.image(), MOMENT)
                .map(pulled -> pulled(next, pulled))
                .orElseGet(() -> step.isOver(next) ? tooLong(next, "it did not end in time") : step.go(next, MOMENT));
    }

    private Advance pulled(RollOut state, Pulls.Pulled pulled) {
        if (pulled instanceof Pulls.Pulled.Missing missing) {
            return missing(state, missing);
        }
        return step.go(state.enter(Phase.UPDATE, step.now(), state.watched().base()));
    }

    private Advance missing(RollOut state, Pulls.Pulled.Missing missing) {
        if (!missing.passing() || step.isOver(state)) {
            return tooLong(state, missing.reason());
        }
        return step.again(step.say(
                state,
                "pull failed",
                "the pull failed: " + missing.reason() + "; trying again until " + Times.clock(state.deadline())
                        + " while the old version serves"));
    }

    private Advance tooLong(RollOut state, String reason) {
        return step.end(
                state,
                Outcome.FAILED,
                state.request().host() + " cannot pull " + state.request().image() + ": " + reason
                        + "; the service was not touched");
    }
}
