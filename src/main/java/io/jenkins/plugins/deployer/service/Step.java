package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import java.util.Optional;

/** One advance of Docker's things: with whom it talks. Used by one thread. */
final class Step extends Advancing {
    private final Surroundings outside;
    private final HostWatch watch;
    private final Pulls pulls;
    private Engine engine;

    Step(Surroundings outside, HostWatch watch, Pulls pulls) {
        super(outside.clock(), outside.health());
        this.outside = outside;
        this.watch = watch;
        this.pulls = pulls;
    }

    /** With whom it talks from now on. */
    void meet(Engine hostEngine) {
        engine = hostEngine;
    }

    Surroundings outside() {
        return outside;
    }

    Guards guards() {
        return new Guards(outside.heads(), outside.quarantine());
    }

    Advance end(RollOut state, Guards.Objection objection) {
        return end(state, objection.outcome(), objection.reason());
    }

    Engine engine() {
        return engine;
    }

    HostWatch watch() {
        return watch;
    }

    Pulls pulls() {
        return pulls;
    }

    Optional<ServiceLook> look(RollOut state) throws EngineException, InterruptedException {
        return watch.look(engine, state.request().service());
    }

    /** As it is now, for a decision that changes something. */
    Optional<ServiceLook> lookNow(RollOut state) throws EngineException, InterruptedException {
        return watch.lookNow(engine, state.request().service());
    }
}
