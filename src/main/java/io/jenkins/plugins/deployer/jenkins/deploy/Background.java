package io.jenkins.plugins.deployer.jenkins.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does with few threads what may take seconds. What is given before {@link #open} waits until then: Pipelines may come back
 * while Jenkins still loads its jobs, earlier than the deployments that they ask for. What is given after {@link #close} is
 * forgotten, as the next process is asked for it again. Safe for use by several threads; giving a task does not wait.
 */
final class Background implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final ThreadPoolExecutor threads;
    private final List<Runnable> early = new ArrayList<>();
    private boolean isOpen;

    /** @param parallel how many tasks are done at once; further ones wait in memory */
    Background(int parallel, ThreadFactory factory) {
        threads = pool(parallel, factory);
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** So many threads at most, and none while there is nothing to do. */
    static ThreadPoolExecutor pool(int parallel, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                parallel, parallel, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    synchronized void submit(Runnable task) {
        if (isOpen) {
            threads.execute(task);
        } else {
            early.add(task);
        }
    }

    synchronized void open() {
        isOpen = true;
        early.forEach(threads::execute);
        early.clear();
    }

    synchronized boolean isOpen() {
        return isOpen;
    }

    boolean isClosed() {
        return threads.isShutdown();
    }

    /** Does not wait; interrupts what is being done. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
