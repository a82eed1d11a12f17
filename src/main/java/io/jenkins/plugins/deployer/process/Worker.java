package io.jenkins.plugins.deployer.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** One job on a daemon thread of its own, whose result or failure can be waited for. */
final class Worker<T> {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Thread thread;

    private Worker(String name, Callable<T> job) {
        thread = new Thread(() -> work(job), name);
        thread.setDaemon(true);
    }

    static <T> Worker<T> start(String name, Callable<T> job) {
        Worker<T> worker = new Worker<>(name, job);
        worker.thread.start();
        return worker;
    }

    // Whatever is thrown belongs to the thread that waits for the result, and is thrown again there.
    private void work(Callable<T> job) {
        try {
            result.complete(job.call());
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    CompletableFuture<T> result() {
        return result;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Waits for the job to end, but not for ever; an interrupt ends the wait and is kept for the caller. */
    void awaitEnd(Duration limit) {
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
