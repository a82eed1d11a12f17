package io.jenkins.plugins.deployer.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The docker client at work for roll-outs, of which none waits for it. What is under way ends with this process. Safe for
 * use by several threads.
 */
final class ClientRuns {
    private static final int MOST_LINES = 200;

    private final DockerClient client;
    private final Executor executor;
    private final Map<String, OneRun> runs = new ConcurrentHashMap<>();

    ClientRuns(DockerClient client, Executor executor) {
        this.client = client;
        this.executor = executor;
    }

    /**
     * How far a run is.
     *
     * @param lines what the client has said since somebody looked last
     * @param trouble why it failed
     */
    record Look(List<String> lines, boolean ended, Optional<IOException> trouble) {}

    private record OneRun(FutureTask<Void> task, Queue<String> lines) {}

    boolean isUnderWay(String id) {
        return runs.containsKey(id);
    }

    /**
     * Begins a run, unless that is under way, and waits a moment for its end, which is said once.
     *
     * @param id of the roll-out
     */
    Look look(String id, String host, ClientRun run, Duration moment) throws InterruptedException {
        OneRun one = runs.computeIfAbsent(id, absent -> begun(host, run));
        try {
            one.task().get(moment.toMillis(), TimeUnit.MILLISECONDS);
            runs.remove(id);
            return new Look(said(one), true, Optional.empty());
        } catch (TimeoutException e) {
            return new Look(said(one), false, Optional.empty());
        } catch (ExecutionException e) {
            runs.remove(id);
            if (e.getCause() instanceof IOException trouble) {
                return new Look(said(one), true, Optional.of(trouble));
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private OneRun begun(String host, ClientRun run) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        FutureTask<Void> task = new FutureTask<>(() -> {
            int[] count = {0};
            client.run(host, run, line -> {
                if (++count[0] <= MOST_LINES) {
                    lines.add(line);
                }
            });
            return null;
        });
        executor.execute(task);
        return new OneRun(task, lines);
    }

    private static List<String> said(OneRun one) {
        List<String> said = new ArrayList<>();
        for (String line = one.lines().poll(); line != null; line = one.lines().poll()) {
            said.add("  | " + line);
        }
        return said;
    }

    /** Kills the client of a roll-out that nobody follows any longer. */
    void stop(String id) {
        OneRun one = runs.remove(id);
        if (one != null) {
            one.task().cancel(true);
        }
    }
}
