package io.jenkins.plugins.deployer.unikernel.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Errands;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Advances roll-outs of unikernels, whose particulars began as {@link WantedUnikernel#toJson}. What takes minutes is done
 * by {@link UnikernelSurroundings#work}; with the process that is lost, and begun anew by the next one.
 */
public final class UnikernelMachine implements RollOutMachine {
    private final UnikernelSurroundings outside;
    private final Errands errands;

    public UnikernelMachine(UnikernelSurroundings outside) {
        this.outside = Objects.requireNonNull(outside);
        this.errands = new Errands(outside.work());
    }

    @Override
    public Advance advance(RollOut state) throws InterruptedException {
        if (state.isEnded()) {
            return new Advance(state, Duration.ZERO, List.of());
        }
        Visit visit = new Visit(outside, errands, state.request().host());
        Particulars particulars;
        try {
            particulars = Particulars.of(state);
        } catch (IllegalArgumentException e) {
            String reason = "what was saved of this deployment cannot be read: " + e.getMessage();
            return visit.end(state, Outcome.FAILED, reason);
        }
        if (particulars.ending().isPresent()) {
            return new Closing(visit).advance(state, particulars);
        }
        HostTrouble trouble = new HostTrouble(visit);
        try {
            return trouble.overcome(advance(visit, state));
        } catch (IOException e) {
            return trouble.with(state, e);
        }
    }

    private static Advance advance(Visit visit, RollOut state) throws IOException, InterruptedException {
        return switch (state.phase()) {
            case INSPECT -> new Inspecting(visit).advance(state);
            case PULL -> new Preparing(visit).advance(state);
            case UPDATE -> new Changing(visit).advance(state);
            case FOLLOW -> new Following(visit).advance(state);
            case BACK -> new Returning(visit).back(state);
            case PROVE -> new Returning(visit).prove(state);
            case ENDED -> visit.go(state);
        };
    }

    @Override
    public boolean isIdle() {
        return errands.isIdle();
    }

    @Override
    public String whatIsLive(RollOut state) throws InterruptedException {
        ServiceRequest request = state.request();
        errands.stop(request.title(), request.id());
        outside.health().stop(request.id());
        try {
            Optional<UnikernelOnHost> now = outside.hosts().host(request.host()).look(request.service());
            return "no longer followed: "
                    + now.map(found -> request.title() + " " + Words.does(found))
                            .orElse("nothing runs as " + request.title());
        } catch (IOException e) {
            return "no longer followed: what " + request.title() + " runs is not known: " + e.getMessage();
        }
    }

    /**
     * Nobody goes on with a roll-out that was stopped, so nobody needs what was kept for it: neither here nor on its host.
     * May be repeated.
     */
    public void abandon(RollOut state) throws InterruptedException {
        ServiceRequest request = state.request();
        outside.binaries().forget(request.id());
        try {
            Optional<JsonNode> prepared = Particulars.of(state).prepared();
            if (prepared.isPresent()) {
                outside.hosts().host(request.host()).forget(request.id(), request.service(), prepared.get());
            }
        } catch (UnikernelHostException | IllegalArgumentException e) {
            // It is in nobody's way: the next deployment there, or the next start, removes it.
            return;
        }
    }
}
