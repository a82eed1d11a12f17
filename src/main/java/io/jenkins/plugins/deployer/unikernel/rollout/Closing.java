package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;

/**
 * Ends a roll-out whose end is decided and saved: only now may go what the way back needs, as nobody will go it any
 * longer.
 */
final class Closing {
    private final Visit visit;

    Closing(Visit visit) {
        this.visit = visit;
    }

    Advance advance(RollOut state, Particulars particulars) throws InterruptedException {
        ServiceRequest request = state.request();
        visit.stopErrand(state);
        if (particulars.prepared().isPresent()) {
            forget(request, particulars.prepared().get());
        }
        visit.outside().binaries().forget(request.id());
        return visit.end(state, particulars.ending().orElseThrow());
    }

    private void forget(ServiceRequest request, JsonNode prepared) throws InterruptedException {
        try {
            visit.host().forget(request.id(), request.service(), prepared);
        } catch (UnikernelHostException e) {
            visit.say("what was kept on " + request.host() + " for the way back is still there: " + e.getMessage());
        }
    }
}
