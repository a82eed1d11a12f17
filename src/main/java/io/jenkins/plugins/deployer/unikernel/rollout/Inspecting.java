package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.service.Advance;
import io.jenkins.plugins.deployer.service.Found;
import io.jenkins.plugins.deployer.service.Gap;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Times;
import io.jenkins.plugins.deployer.service.Version;
import io.jenkins.plugins.deployer.unikernel.Unikernel;
import io.jenkins.plugins.deployer.unikernel.UnikernelFile;
import io.jenkins.plugins.deployer.unikernel.UnikernelReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out whether the unikernel fits, what runs, and whether there is anything to do. Changes nothing. */
final class Inspecting {
    private final Visit visit;

    Inspecting(Visit visit) {
        this.visit = visit;
    }

    private record Read(UnikernelFile file, Unikernel unikernel) {}

    Advance advance(RollOut state) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        if (request.image().digest().isEmpty()) {
            String digest = visit.outside().digests().digest(request.image());
            return visit.go(state.withRequest(request.withDigest(digest)));
        }
        Optional<Read> read = visit.errand(state, "take", () -> read(state));
        if (read.isPresent()) {
            return inspect(state, read.get());
        }
        if (visit.isOver(state)) {
            return visit.closeUntouched(
                    state,
                    request.image() + " could not be fetched within "
                            + Times.label(request.limits().total()));
        }
        String path = Particulars.of(state).wanted().path();
        return visit.go(visit.say(state, "take", "taking " + path + " out of " + request.image()), Visit.MOMENT);
    }

    private Read read(RollOut state) throws IOException, InterruptedException {
        UnikernelFile file = visit.binary(state);
        return new Read(file, UnikernelReader.read(file.file(), file.name()));
    }

    private Advance inspect(RollOut state, Read read) throws IOException, InterruptedException {
        ServiceRequest request = state.request();
        Particulars particulars = Particulars.of(state);
        Optional<UnikernelOnHost> now = visit.look(state);
        boolean runs = now.flatMap(UnikernelOnHost::instance).isPresent();
        RollOut next = runs ? visit.withHealth(state) : state;
        // What an earlier process saw says nothing about now; that nobody has answered yet neither.
        if (runs && request.health().isPresent() && next.gap().firstAt().isEmpty() && !visit.isOver(state)) {
            return visit.go(next, Duration.ofMillis(10));
        }
        boolean same = runs && particulars.isWanted(now.get(), read.file().sha256());
        List<String> misfits = new ArrayList<>(particulars.wanted().demands().misfits(read.unikernel()));
        if (!same) {
            misfits.addAll(visit.host().misfits(request.service(), particulars.wanted(), read.unikernel(), now));
        }
        if (!misfits.isEmpty()) {
            return visit.closeUntouched(next, read.file().name() + " does not fit: " + String.join("; ", misfits));
        }
        boolean answers = runs && request.health().isPresent() && next.gap().isGoodSince(Instant.MIN);
        next = particulars.withBefore(now, answers).in(next.withFound(found(state, read.file(), now, same)));
        if (same) {
            return runsAlready(next, answers);
        }
        visit.outside().health().stop(request.id());
        visit.say(now.map(before -> request.title() + " " + Words.does(before))
                .orElse("nothing runs as " + request.title()));
        return visit.go(next.enter(Phase.PULL, visit.now(), 0));
    }

    private static Found found(RollOut state, UnikernelFile file, Optional<UnikernelOnHost> now, boolean same) {
        ServiceRequest request = state.request();
        Duration settle = request.limits().settle();
        Version previous = now.map(before -> Words.version(request, before.sha256(), Optional.empty()))
                .orElse(new Version("", Optional.empty()));
        boolean ran = now.flatMap(UnikernelOnHost::instance).isPresent();
        return new Found(
                "",
                Words.digest(file.sha256()),
                previous.image(),
                previous,
                ran && !same ? Optional.of(previous) : Optional.empty(),
                settle.isZero() ? UnikernelDeployment.DEFAULT_SETTLE : settle,
                same,
                "");
    }

    private Advance runsAlready(RollOut state, boolean answers) {
        ServiceRequest request = state.request();
        boolean settled = hasSettled(Particulars.of(state), state.known().settle());
        if (settled && (request.health().isEmpty() || answers)) {
            return visit.close(state, Outcome.UNCHANGED, request.title() + " runs " + Words.wanted(state) + " already");
        }
        visit.outside().health().stop(request.id());
        visit.say(request.title() + " runs " + Words.wanted(state) + " already, but "
                + (settled ? "does not answer yet" : "only just") + "; following");
        RollOut next = Particulars.of(state).withChanged(visit.now()).in(state);
        return visit.go(next.withGap(Gap.NONE).enter(Phase.FOLLOW, visit.now(), 0));
    }

    /** Where a host says when it was started, that has to be some time ago: one that ends and starts for ever runs too. */
    private boolean hasSettled(Particulars particulars, Duration settle) {
        return particulars
                .before()
                .flatMap(UnikernelOnHost::instance)
                .flatMap(Times::parse)
                .map(since -> !since.plus(settle).isAfter(visit.now()))
                .orElse(true);
    }
}
