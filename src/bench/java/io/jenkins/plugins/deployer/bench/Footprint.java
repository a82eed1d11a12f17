package io.jenkins.plugins.deployer.bench;

import java.lang.management.ManagementFactory;

/** What this process holds. */
final class Footprint {
    private static final int COLLECTIONS = 5;
    private static final int LOOKS = 150;

    private Footprint() {}

    /** The most of several looks: an HTTP client's own thread comes and goes with its work. */
    static int threads() throws InterruptedException {
        int most = 0;
        for (int i = 0; i < LOOKS; i++) {
            most = Math.max(most, ManagementFactory.getThreadMXBean().getThreadCount());
            Thread.sleep(20);
        }
        return most;
    }

    /** Bytes of the heap: the least of several looks, as what is measured goes on to work meanwhile. */
    static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
