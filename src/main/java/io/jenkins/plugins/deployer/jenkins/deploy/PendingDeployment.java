package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOuts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One deployment on its way: it waits for its turn, is driven, is recorded, and stays until who asked for it has noted what
 * became of it. Safe for use by several threads.
 */
final class PendingDeployment {
    private static final Logger LOGGER = Logger.getLogger(PendingDeployment.class.getName());
    /** How long a host may take to say what it runs when somebody stops to follow it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(20);

    /** What all deployments share. */
    interface Ground {
        Outside outside();

        /** Whether the process is about to end: then nothing counts any more that is not saved. */
        boolean isClosed();

        void save(UnderWay underWay) throws IOException;

        /** Keeps what became of one. */
        void record(RecordedDeployment deployment) throws IOException;

        /** Why its commit, or its image, may not be deployed again; empty if it may. */
        Optional<String> quarantine(UnderWay underWay);

        /** Why it is past though nobody deployed a newer commit; empty if it is not. */
        Optional<String> overtaken(UnderWay underWay);

        /** @throws UncheckedIOException if the state could not be saved */
        RollOuts.UnderWay drive(RollOut state);

        /** What the service runs now, in a sentence; waits for the host. */
        String whatIsLive(UnderWay underWay) throws InterruptedException;

        /** It has ended and is recorded: the next one has its turn. */
        void passTurnOn(String id);

        void later(Runnable task, Duration after);

        void forget(String id);
    }

    private final Ground ground;
    private final Audience audience = new Audience();
    private volatile UnderWay now;
    private Optional<UnderWay> onDisk;
    private boolean isDriven;
    private Optional<RollOuts.UnderWay> driven = Optional.empty();
    private boolean isFinishing;
    private volatile boolean isForgotten;
    private volatile Optional<String> lastWords = Optional.empty();

    private PendingDeployment(Ground ground, UnderWay now, Optional<UnderWay> onDisk) {
        this.ground = ground;
        this.now = now;
        this.onDisk = onDisk;
    }

    static PendingDeployment asked(Ground ground, UnderWay asked) {
        return new PendingDeployment(ground, asked, Optional.empty());
    }

    /** One that an earlier process was at. */
    static PendingDeployment left(Ground ground, UnderWay saved) {
        return new PendingDeployment(ground, saved, Optional.of(saved));
    }

    UnderWay now() {
        return now;
    }

    void follow(Follower follower) {
        audience.add(follower);
    }

    void tell(String line) {
        audience.tell(line);
    }

    /** A line of the engine; the last one of a deployment that was stopped becomes part of how it ended. */
    void log(String line) {
        if (now.stopped().isPresent()) {
            lastWords = Optional.of(line);
        } else {
            tell(line);
        }
    }

    Optional<String> lastLine() {
        return audience.lastLine();
    }

    /** Whether it has ended and is recorded. */
    boolean isOver() {
        return audience.outcome().isPresent();
    }

    /** Whether it is over, and somebody in this process was told. */
    boolean isDelivered() {
        return audience.isDelivered();
    }

    /** Whether a step that was started anew may follow it: one that goes on after a follower was told wants another one. */
    boolean canBeAdopted() {
        return !isForgotten && now.stopped().isEmpty() && !audience.isDelivered();
    }

    synchronized void takePlace(long place) throws IOException {
        write(now.withPlace(place));
    }

    synchronized void save(RollOut state) throws IOException {
        if (!now.state().isEnded()) {
            write(now.withState(state));
        }
    }

    private void write(UnderWay next) throws IOException {
        if (!onDisk.equals(Optional.of(next)) && !isForgotten) {
            ground.save(next);
            onDisk = Optional.of(next);
        }
        now = next;
    }

    /**
     * After the start of a process.
     *
     * @param hasTurn whether it is the one whose turn it is
     */
    void goOn(boolean hasTurn) {
        if (now.state().isEnded()) {
            finish();
        } else if (now.stopped().isPresent()) {
            ground.outside().pulls().execute(this::stopAgain);
        } else if (now.hasBegun()) {
            tell("going on after a restart of the controller");
            synchronized (this) {
                now = now.withState(now.state().resumed(ground.outside().clock().instant()));
            }
            drive();
        } else if (ground.outside().runs().isOver(now.asker().run())) {
            loseRun();
        } else if (hasTurn) {
            drive();
        }
    }

    private void stopAgain() {
        try {
            if (now.hasBegun()) {
                lastWords = Optional.of(ground.whatIsLive(now));
            }
            endStopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its turn has come. */
    void drive() {
        if (!now.hasBegun() && ground.outside().runs().isOver(now.asker().run())) {
            loseRun();
            return;
        }
        RollOut first;
        synchronized (this) {
            if (ground.isClosed()
                    || isDriven
                    || now.state().isEnded()
                    || now.stopped().isPresent()) {
                return;
            }
            isDriven = true;
            if (!now.hasBegun()) {
                now = now.begun(ground.outside().clock().instant());
            }
            first = now.state();
        }
        try {
            Optional<String> quarantine = first.mayHaveChanged() ? Optional.empty() : ground.quarantine(now);
            if (quarantine.isPresent()) {
                end(Outcome.REFUSED, quarantine.get());
                return;
            }
            Optional<String> overtaken = first.mayHaveChanged() ? Optional.empty() : ground.overtaken(now);
            if (overtaken.isPresent()) {
                end(Outcome.SUPERSEDED, overtaken.get());
                return;
            }
            RollOuts.UnderWay begun = ground.drive(first);
            synchronized (this) {
                driven = Optional.of(begun);
                now.stopped().ifPresent(why -> begun.cancel());
            }
            begun.end().whenComplete(this::driven);
        } catch (UncheckedIOException e) {
            driveAgain(e.getCause());
        }
    }

    private void driveAgain(IOException e) {
        synchronized (this) {
            isDriven = false;
            driven = Optional.empty();
        }
        tryAgain(e, this::drive);
    }

    private void driven(RollOut last, Throwable error) {
        if (ground.isClosed() || error != null && now.state().isEnded()) {
            return;
        }
        if (error instanceof UncheckedIOException files) {
            driveAgain(files.getCause());
        } else if (error != null) {
            LOGGER.log(Level.SEVERE, error, () -> "The deployment of " + now.service() + " met a fault of ours");
            end(Outcome.FAILED, "the deployer itself failed: " + error + "; what the service runs is not known");
        } else if (last.isEnded()) {
            finish();
        } else {
            endStopped();
        }
    }

    /** @param why half a sentence */
    void stop(String why) {
        synchronized (this) {
            if (now.state().isEnded() || now.stopped().isPresent()) {
                return;
            }
            now = now.withStopped(why);
            if (now.hasBegun()) {
                noteStopped();
                driven.ifPresent(RollOuts.UnderWay::cancel);
            }
        }
        if (now.hasBegun()) {
            ground.later(this::endStopped, LAST_WORDS);
        } else {
            endStopped();
        }
    }

    /** So that the next process stops it too, should this one be killed now. */
    private void noteStopped() {
        try {
            write(now);
        } catch (IOException e) {
            ground.outside()
                    .problems()
                    .accept("it could not be saved that the deployment of " + now.service() + " was stopped: "
                            + e.getMessage());
        }
    }

    private void endStopped() {
        String why = now.stopped().orElse("stopped");
        if (now.hasBegun()) {
            String unknown =
                    "what the service runs is not known: " + now.request().host() + " does not answer";
            end(Outcome.FAILED, why + "; " + lastWords.orElse(unknown));
        } else {
            end(Outcome.FAILED, why + " while it waited for its turn; the service was not touched");
        }
    }

    /** Its run is over. What has begun is driven to its end. */
    void loseRun() {
        if (!now.hasBegun()) {
            stop("its run ended");
        }
        if (isOver()) {
            forget();
        }
    }

    /** Ends it without the engine, unless it has ended. */
    void end(Outcome outcome, String reason) {
        synchronized (this) {
            if (ground.isClosed() || now.state().isEnded()) {
                return;
            }
            now = now.withState(now.state()
                    .givenUp(outcome, reason, ground.outside().clock().instant()));
        }
        tell(outcome.label() + ": " + reason);
        finish();
    }

    /** Records how it ended; only then the next one has its turn. */
    private void finish() {
        synchronized (this) {
            if (isFinishing) {
                return;
            }
            isFinishing = true;
        }
        // The engine may have come to no end that lets go of it.
        ground.outside().health().stop(now.id());
        keep(now.record());
    }

    private void keep(RecordedDeployment record) {
        try {
            synchronized (this) {
                write(now);
            }
            ground.record(record);
        } catch (IOException e) {
            tryAgain(e, () -> keep(record));
            return;
        }
        ground.passTurnOn(now.id());
        audience.end(record);
        if (ground.outside().runs().isOver(now.asker().run())) {
            forget();
        }
    }

    private void tryAgain(IOException e, Runnable task) {
        if (ground.isClosed()) {
            return;
        }
        String line = "the deployment of " + now.service() + " cannot be kept on the controller's disk: "
                + e.getMessage() + "; trying again";
        if (!audience.lastLine().equals(Optional.of(line))) {
            ground.outside().problems().accept(line);
            tell(line);
        }
        ground.later(task, ground.outside().patience());
    }

    void forget() {
        isForgotten = true;
        ground.forget(now.id());
    }
}
