package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Guards;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Times;
import java.io.IOException;
import java.util.Optional;

/** Asks the guards, and secures the way back while the present one runs. Changes nothing that runs. */
final class Preparing {
    private static final String PREPARE = "prepare";

    private final Visit visit;

    Preparing(Visit visit) {
        this.visit = visit;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        if (!state.watched().said().containsKey(PREPARE)) {
            Optional<Guards.Objection> refused =
                    visit.guards().refuse(request, state.known().digest());
            if (refused.isPresent()) {
                return visit.close(state, refused.get());
            }
        }
        RollOut next = visit.say(state, PREPARE, "preparing " + request.host() + " for " + Words.wanted(state));
        Optional<JsonNode> prepared = visit.errand(next, PREPARE, () -> prepared(next));
        if (prepared.isPresent()) {
            return visit.go(
                    Particulars.of(next).withPrepared(prepared.get()).in(next).enter(Phase.UPDATE, visit.now(), 0));
        }
        return visit.isOver(next)
                ? visit.closeUntouched(
                        next,
                        request.host() + " could not be prepared within "
                                + Times.label(request.limits().total()))
                : visit.go(next, Visit.MOMENT);
    }

    private JsonNode prepared(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Particulars particulars = Particulars.of(state);
        return visit.host()
                .prepare(
                        request.id(),
                        request.service(),
                        particulars.wanted(),
                        visit.binary(state),
                        particulars.before());
    }
}
