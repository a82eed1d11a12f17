package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.util.Optional;

/** What may forbid the first change of a roll-out. */
final class Guards {
    private final Step step;

    Guards(Step step) {
        this.step = step;
    }

    /** Ends a roll-out that is not to be made. */
    Optional<Advance> refuse(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Optional<String> quarantine = request.force()
                ? Optional.empty()
                : step.outside().quarantine().reason(request, state.known().digest());
        if (quarantine.isPresent()) {
            return Optional.of(step.end(
                    state,
                    Outcome.REFUSED,
                    what(request) + " is in quarantine on " + request.title() + ": " + quarantine.get()
                            + "; push another commit, or deploy it by force"));
        }
        return superseded(state);
    }

    /** Ends the roll-out of a commit that is not the head of its branch any longer. */
    Optional<Advance> superseded(RollOut state) throws IOException, InterruptedException {
        if (state.request().origin().isEmpty()) {
            return Optional.empty();
        }
        Origin origin = state.request().origin().get();
        Optional<String> head = step.outside().heads().head(origin.repository(), origin.branch());
        if (head.equals(Optional.of(origin.commit()))) {
            return Optional.empty();
        }
        String instead = head.map(commit -> "branch " + origin.branch() + " of " + origin.repository() + " is at "
                        + shortened(commit) + " now")
                .orElse(origin.repository() + " has no branch " + origin.branch() + " any longer");
        return Optional.of(step.end(
                state,
                Outcome.SUPERSEDED,
                what(state.request()) + " is not deployed as " + state.request().title() + ": " + instead));
    }

    private static String what(ServiceRequest request) {
        return request.origin()
                .map(origin -> "commit " + shortened(origin.commit()))
                .orElse(request.image().toString());
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }
}
