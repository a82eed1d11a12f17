package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.host.EngineException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes the one change: image and labels in one update, under the service's version lock. */
final class Updating {
    private final Step step;

    Updating(Step step) {
        this.step = step;
    }

    Advance advance(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Found found = state.known();
        Optional<ServiceLook> look = step.lookNow(state);
        if (look.isEmpty() && found.serviceId().isEmpty() && request.stack().isPresent()) {
            return awaitStack(state);
        }
        if (look.isEmpty() || !found.isOf(look.get().service())) {
            return step.end(state, Outcome.FAILED, request.title() + " was removed before it could be updated");
        }
        ServiceView service = look.get().service();
        long base = state.watched().base();
        boolean changedByUs = service.labels().get(ServiceLabels.REQUEST).equals(Optional.of(request.id()))
                && service.runs(found.digest());
        boolean changedBackAlready =
                !look.get().failed("@" + found.digest(), base).isEmpty();
        if (changedByUs || changedBackAlready) {
            return step.go(state.enter(Phase.FOLLOW, step.now(), base));
        }
        if (!service.image().equals(found.image())) {
            step.say(request.title() + " was changed by somebody else meanwhile; looking again");
            return step.go(RollOut.begin(request)
                    .withDeadline(state.deadline())
                    .withWatched(state.watched().enter(step.now(), 0)));
        }
        if (step.isOver(state)) {
            return step.end(
                    state,
                    Outcome.FAILED,
                    request.title() + " could not be updated within "
                            + Times.label(request.limits().total()) + "; it was not touched");
        }
        Optional<Guards.Objection> superseded = step.guards().superseded(state.request());
        if (superseded.isPresent()) {
            return step.end(state, superseded.get());
        }
        return request.stack().isPresent() ? awaitStack(state) : update(state, service);
    }

    /** Whoever deploys the stack makes the change. */
    private Advance awaitStack(RollOut state) {
        return step.isOver(state)
                ? step.end(
                        state,
                        Outcome.FAILED,
                        state.request().title() + " was not updated along with its stack "
                                + state.request().stack().orElseThrow())
                : step.go(state, Duration.ofMillis(100));
    }

    private Advance update(RollOut state, ServiceView service) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        request.health().ifPresent(check -> {
            step.outside().health().stop(request.id());
            step.outside().health().seen(request.id(), check, Gap.NONE);
        });
        ObjectNode spec = service.specWith(request.image().toString(), "rollback");
        ServiceLabels.describe(spec, request, state.known());
        try {
            post(step, service, spec, RegistryAuth.header(step.outside().logins(), request.image()));
        } catch (EngineException e) {
            if (isOutOfSequence(e)) {
                return step.go(state, Duration.ofMillis(20));
            }
            throw e;
        }
        step.say(request.title() + " updated to "
                + new Version(request.image().toString(), request.origin().map(Origin::commit)).label());
        return step.go(
                state.withGap(Gap.NONE)
                        .enter(Phase.FOLLOW, step.now(), state.watched().base()),
                Duration.ofMillis(50));
    }

    static void post(Step step, ServiceView service, ObjectNode spec, java.util.Map<String, String> headers)
            throws EngineException, InterruptedException {
        try {
            step.engine().post("/services/" + service.id() + "/update?version=" + service.version(), spec, headers);
        } finally {
            step.watch().changed();
        }
    }

    /** Somebody, or the engine itself during a roll-out, changed the service since it was looked at. */
    static boolean isOutOfSequence(EngineException e) {
        return e.getMessage().contains("update out of sequence");
    }
}
