package io.jenkins.plugins.deployer.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Notes when all replicas of a service run another image than they did when the watch began. */
final class Watch {
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    private final long start = System.nanoTime();
    private final CompletableFuture<Duration> live;

    private Watch(Swarm swarm, String service, String before) {
        live = CompletableFuture.supplyAsync(() -> watch(swarm, service, before));
    }

    static Watch begin(Swarm swarm, String service) throws IOException {
        return new Watch(swarm, service, swarm.image(service));
    }

    /** How long after the beginning that was. */
    Duration live() throws IOException, InterruptedException {
        try {
            return live.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private Duration watch(Swarm swarm, String service, String before) {
        try {
            while (!swarm.runsAnotherThan(before, service)) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IOException(service + " still runs what it ran before");
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
