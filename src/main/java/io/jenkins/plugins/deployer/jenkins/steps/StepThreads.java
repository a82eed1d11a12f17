package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads for what steps do that takes its time: conversations with agents, forges and registries. */
final class StepThreads {
    private static final ExecutorService THREADS =
            Executors.newCachedThreadPool(new NamingThreadFactory(new DaemonThreadFactory(), "deployer step"));

    private StepThreads() {}

    static ExecutorService get() {
        return THREADS;
    }
}
