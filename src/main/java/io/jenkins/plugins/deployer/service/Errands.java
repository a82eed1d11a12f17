package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What takes minutes, done for roll-outs of which none waits for it: an errand is begun by one advance and looked at by
 * later ones. There is one at a time for each subject: another one begins only once the one before has really ended, even
 * if nobody wants that any longer. What is under way ends with this process. Safe for use by several threads.
 */
public final class Errands {
    private final Executor executor;
    private final Map<String, Errand> errands = new HashMap<>();

    public Errands(Executor executor) {
        this.executor = Objects.requireNonNull(executor);
    }

    /**
     * Which errand.
     *
     * @param subject what it changes, or needs unchanged
     * @param id of the roll-out
     * @param doing tells the errands of one roll-out apart
     */
    public record Which(String subject, String id, String doing) {}

    private record Errand(Which which, FutureTask<?> task, CountDownLatch end) {
        boolean hasEnded() {
            return end.getCount() == 0;
        }
    }

    /** Whether it was begun, and its end was not said yet. */
    public boolean isUnderWay(Which which) {
        return underWay(which).isPresent();
    }

    private synchronized Optional<Errand> underWay(Which which) {
        return Optional.ofNullable(errands.get(which.subject()))
                .filter(errand -> errand.which().equals(which) && !errand.task().isCancelled());
    }

    /** Whether an errand of the subject has not ended yet, be it that nobody wants it any longer. */
    public synchronized boolean isBusy(String subject) {
        Errand errand = errands.get(subject);
        return errand != null && !errand.hasEnded();
    }

    /**
     * Begins an errand, unless it is under way, and waits a moment for its end, which is said once.
     *
     * @param work does it; does not return null
     * @return what came of it; empty if it has not ended, or not begun as another one of the same subject has not ended
     * @throws IOException what it failed with
     */
    public <T> Optional<T> look(Which which, Callable<T> work, Duration moment)
            throws IOException, InterruptedException {
        Optional<Errand> begun = underWay(which).or(() -> begin(which, work));
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        Errand errand = begun.get();
        try {
            @SuppressWarnings("unchecked") // which errand it is says what comes of it
            T result = (T) errand.task().get(moment.toMillis(), TimeUnit.MILLISECONDS);
            remove(errand);
            return Optional.of(result);
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            remove(errand);
            throw failure(e.getCause());
        }
    }

    private static IOException failure(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        return cause instanceof IOException failed ? failed : new IOException(cause);
    }

    private Optional<Errand> begin(Which which, Callable<?> work) {
        CountDownLatch end = new CountDownLatch(1);
        Errand errand = new Errand(which, new FutureTask<>(work), end);
        synchronized (this) {
            Errand before = errands.get(which.subject());
            if (before != null && !before.hasEnded()) {
                return Optional.empty();
            }
            errands.put(which.subject(), errand);
        }
        try {
            executor.execute(() -> {
                try {
                    errand.task().run();
                } finally {
                    end.countDown();
                }
            });
            return Optional.of(errand);
        } catch (RejectedExecutionException e) {
            remove(errand);
            throw e;
        }
    }

    private synchronized void remove(Errand errand) {
        errands.remove(errand.which().subject(), errand);
    }

    /** Whether all that was begun has ended, be it that nobody has looked. */
    public synchronized boolean isIdle() {
        return errands.values().stream().allMatch(Errand::hasEnded);
    }

    /** Has what is under way for a roll-out end, without waiting for that: its thread is interrupted. */
    public synchronized void stop(String subject, String id) {
        Errand errand = errands.get(subject);
        if (errand != null && errand.which().id().equals(id)) {
            errand.task().cancel(true);
            if (errand.hasEnded()) {
                errands.remove(subject, errand);
            }
        }
    }
}
