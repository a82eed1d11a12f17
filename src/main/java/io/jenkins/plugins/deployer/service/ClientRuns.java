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
import java.util.concurrent.Executor;

/**
 * The docker client at work for roll-outs, of which none waits for it. What is under way ends with this process. Safe for
 * use by several threads.
 */
final class ClientRuns {
    private static final int MOST_LINES = 200;

    private final DockerClient client;
    private final Errands errands;
    private final Map<String, Queue<String>> lines = new ConcurrentHashMap<>();

    ClientRuns(DockerClient client, Executor executor) {
        this.client = client;
        this.errands = new Errands(executor);
    }

    /**
     * How far a run is.
     *
     * @param lines what the client has said since somebody looked last
     * @param trouble why it failed
     */
    record Look(List<String> lines, boolean ended, Optional<IOException> trouble) {}

    boolean isUnderWay(String id) {
        return errands.isUnderWay(which(id));
    }

    private static Errands.Which which(String id) {
        return new Errands.Which(id, id, "run");
    }

    /**
     * Begins a run, unless that is under way, and waits a moment for its end, which is said once.
     *
     * @param id of the roll-out
     */
    Look look(String id, String host, ClientRun run, Duration moment) throws InterruptedException {
        Queue<String> said = lines.computeIfAbsent(id, absent -> new ConcurrentLinkedQueue<>());
        try {
            boolean ended =
                    errands.look(which(id), () -> ran(host, run, said), moment).isPresent();
            return new Look(ended ? last(id) : said(said), ended, Optional.empty());
        } catch (IOException e) {
            return new Look(last(id), true, Optional.of(e));
        }
    }

    private boolean ran(String host, ClientRun run, Queue<String> said) throws IOException, InterruptedException {
        int[] count = {0};
        client.run(host, run, line -> {
            if (++count[0] <= MOST_LINES) {
                said.add(line);
            }
        });
        return true;
    }

    private List<String> last(String id) {
        return said(lines.remove(id));
    }

    private static List<String> said(Queue<String> lines) {
        List<String> said = new ArrayList<>();
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            said.add("  | " + line);
        }
        return said;
    }

    /** Kills the client of a roll-out that nobody follows any longer. */
    void stop(String id) {
        errands.stop(id, id);
        lines.remove(id);
    }
}
