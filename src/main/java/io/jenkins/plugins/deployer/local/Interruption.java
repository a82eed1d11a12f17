package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.local.github.Statuses;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What happens on Ctrl-C: roll-outs say what is live, builds are ended, commits show it, and then the process goes. */
final class Interruption implements AutoCloseable {
    private static final long LAST_WORDS_SECONDS = 10;

    /** For builds to be ended. A question that nobody answers cannot be. */
    private static final long END_SECONDS = 3;

    private final Deployments deployments;
    private final ExecutorService threads;
    private final Progress progress;
    private final Optional<Statuses> statuses;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "interruption");

    Interruption(Deployments deployments, ExecutorService threads, Progress progress, Optional<Statuses> statuses) {
        this.deployments = deployments;
        this.threads = threads;
        this.progress = progress;
        this.statuses = statuses;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        progress.tell("interrupted: stopping");
        try {
            deployments.stop(LAST_WORDS_SECONDS);
            threads.shutdownNow();
            over.await(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        statuses.ifPresent(Statuses::close);
        progress.close();
    }

    /** It is over: from now on an interruption has nothing to stop. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is being stopped already, and the hook may now end.
            return;
        }
    }
}
