package io.jenkins.plugins.deployer.service;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Drives many roll-outs side by side with few threads: one that waits holds none. Safe for use by several threads.
 */
public final class RollOuts implements AutoCloseable {
    private final Function<ServiceRequest, RollOutMachine> machines;
    private final Diary diary;
    private final ScheduledThreadPoolExecutor threads;
    private final Set<UnderWay> all = ConcurrentHashMap.newKeySet();

    /**
     * @param diary called by the threads that advance, for one roll-out by one at a time
     * @param parallel how many roll-outs may talk to their hosts at once
     */
    public RollOuts(RollOutMachine machine, Diary diary, int parallel) {
        this(request -> machine, diary, parallel);
    }

    /** @param machines which machine advances a request; asked before each step, by the threads that advance */
    public RollOuts(Function<ServiceRequest, RollOutMachine> machines, Diary diary, int parallel) {
        this.machines = Objects.requireNonNull(machines);
        this.diary = Objects.requireNonNull(diary);
        this.threads = new ScheduledThreadPoolExecutor(parallel, task -> {
            Thread thread = new Thread(task, "roll-outs");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
    }

    /** Keeps what happens to roll-outs. */
    public interface Diary {
        /**
         * Saves a state; the roll-out goes on only after that. What was saved last is what to go on from after a crash.
         *
         * @throws java.io.UncheckedIOException if it cannot be saved; the roll-out then stops where it is
         */
        void save(RollOut state);

        /** Tells a person. */
        void log(ServiceRequest request, String line);
    }

    /** A roll-out under way. */
    public final class UnderWay {
        private final CompletableFuture<RollOut> end = new CompletableFuture<>();
        private volatile boolean cancelled;
        private volatile RollOut state;

        private UnderWay(RollOut state) {
            this.state = state;
            all.add(this);
            end.whenComplete((last, error) -> all.remove(this));
        }

        /** The last state: ended, or where it was cancelled or all of them stopped. Fails if the state could not be saved. */
        public CompletableFuture<RollOut> end() {
            return end;
        }

        /**
         * Stops to follow it. What Swarm is doing goes on; a line says what the service was last seen to run, and the saved
         * state can be gone on from.
         */
        public void cancel() {
            cancelled = true;
            submit(this, Duration.ZERO);
        }

        private synchronized void advance() {
            if (end.isDone()) {
                return;
            }
            try {
                if (cancelled) {
                    diary.log(state.request(), machines.apply(state.request()).whatIsLive(state));
                    end.complete(state);
                    return;
                }
                Advance advance = machines.apply(state.request()).advance(state);
                diary.save(advance.next());
                state = advance.next();
                List<String> lines = advance.log();
                lines.forEach(line -> diary.log(state.request(), line));
                if (state.isEnded()) {
                    end.complete(state);
                } else {
                    submit(this, advance.after());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end.complete(state);
            } catch (RuntimeException | Error e) {
                end.completeExceptionally(e);
            }
        }
    }

    /** Begins a roll-out, or goes on with one that was saved. */
    public UnderWay drive(RollOut state) {
        diary.save(state);
        UnderWay underWay = new UnderWay(state);
        submit(underWay, Duration.ZERO);
        return underWay;
    }

    private void submit(UnderWay underWay, Duration after) {
        try {
            threads.schedule(underWay::advance, after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            underWay.end.complete(underWay.state);
        }
    }

    /** Stops all of them where they are, without waiting; each saved state can be gone on from. */
    @Override
    public void close() {
        threads.shutdownNow();
        all.forEach(underWay -> underWay.end.complete(underWay.state));
    }
}
