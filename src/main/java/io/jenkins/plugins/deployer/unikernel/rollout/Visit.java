package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Advancing;
import io.jenkins.plugins.deployer.service.Ending;
import io.jenkins.plugins.deployer.service.Errands;
import io.jenkins.plugins.deployer.service.Guards;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** One advance of a unikernel: with which host it talks. Used by one thread. */
final class Visit extends Advancing {
    /** For how long the end of what others do for it is waited for. */
    static final Duration MOMENT = Duration.ofMillis(100);

    private final UnikernelSurroundings outside;
    private final Errands errands;
    private final String hostName;
    private boolean heard;

    Visit(UnikernelSurroundings outside, Errands errands, String hostName) {
        super(outside.clock(), outside.health());
        this.outside = outside;
        this.errands = errands;
        this.hostName = hostName;
    }

    UnikernelSurroundings outside() {
        return outside;
    }

    UnikernelHost host() throws UnikernelHostException {
        return outside.hosts().host(hostName);
    }

    Guards guards() {
        return new Guards(outside.heads(), outside.quarantine());
    }

    /** Whether the host has answered something. */
    boolean hasHeard() {
        return heard;
    }

    Optional<UnikernelOnHost> look(RollOut state) throws UnikernelHostException, InterruptedException {
        Optional<UnikernelOnHost> now = host().look(state.request().service());
        heard = true;
        return now;
    }

    boolean isUnderWay(RollOut state, String doing) {
        return errands.isUnderWay(which(state, doing));
    }

    /** Begins what takes longer than an advance may, or looks how far it is: empty as long as it goes on. */
    <T> Optional<T> errand(RollOut state, String doing, Callable<T> work) throws IOException, InterruptedException {
        return errands.look(which(state, doing), work, MOMENT);
    }

    /** Whether something goes on still that was begun for the unikernel, be it given up. */
    boolean isBusy(RollOut state) {
        return errands.isBusy(state.request().title());
    }

    void stopErrand(RollOut state) {
        errands.stop(state.request().title(), state.request().id());
    }

    private static Errands.Which which(RollOut state, String doing) {
        return new Errands.Which(state.request().title(), state.request().id(), doing);
    }

    /** The binary of a roll-out; waits for the registry the first time. */
    UnikernelFile binary(RollOut state) throws ImageException, UnikernelException, InterruptedException {
        ServiceRequest request = state.request();
        Duration left = Duration.between(now(), state.deadline());
        return outside.binaries()
                .take(
                        request.id(),
                        request.image(),
                        Particulars.of(state).wanted(),
                        Deadline.in(left.isNegative() ? Duration.ZERO : left));
    }

    /** The same with what the health address answered. */
    RollOut withHealth(RollOut state) {
        ServiceRequest request = state.request();
        return request.health()
                .map(check -> state.withGap(outside.health().seen(request.id(), check, state.gap())))
                .orElse(state);
    }

    /** It is decided how it ends; what was kept for it may go, and then it does. */
    Advance close(RollOut state, Outcome outcome, String reason) {
        boolean own = state.failure().map(failure -> failure.fault().isOwn()).orElse(false);
        Ending ending = new Ending(outcome, reason, own, now());
        return go(Particulars.of(state).withEnding(ending).in(state));
    }

    Advance close(RollOut state, Guards.Objection objection) {
        return close(state, objection.outcome(), objection.reason());
    }

    /** It ends before anything was changed. */
    Advance closeUntouched(RollOut state, String reason) {
        return close(state, Outcome.FAILED, reason + "; " + untouched(state));
    }

    static String untouched(RollOut state) {
        return "the unikernel on " + state.request().host() + " was not touched";
    }
}
