package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.service.RollOuts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a deployment costs while it waits for its service to settle. */
final class Waiting implements Row {
    private static final int DEPLOYMENTS = 1000;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public List<Line> measure(World world, int runs) throws IOException, InterruptedException {
        PushedImage image = world.docker().push(TestImage.serving("settling for an hour"));
        Services.create(world, "1h", List.of("waiting"), image);
        try (RunningEngine engine = new RunningEngine(world.docker().sshEndpoint())) {
            List<RollOuts.UnderWay> waiting = new ArrayList<>();
            waiting.add(engine.begin("waiting", image.byDigest()));
            until(engine, 1);
            // Whatever is made once, for any number of deployments, is there now.
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors() + 8; i++) {
                waiting.add(engine.begin("waiting", image.byDigest()));
            }
            until(engine, waiting.size());
            int before = waiting.size();
            long heapBefore = Footprint.heap();
            int threadsBefore = Footprint.threads();
            for (int i = 0; i < DEPLOYMENTS; i++) {
                waiting.add(engine.begin("waiting", image.byDigest()));
            }
            until(engine, before + DEPLOYMENTS);
            double kibibytes = (Footprint.heap() - heapBefore) / 1024.0 / DEPLOYMENTS;
            int threads = Footprint.threads() - threadsBefore;
            long ended = waiting.stream().filter(one -> one.end().isDone()).count();
            if (ended > 0) {
                throw new IOException(ended + " deployments ended while they were to wait");
            }
            return List.of(
                    Line.limited(
                            "Heap of a deployment that waits, of 1,000 at once",
                            String.format(Locale.ROOT, "%.1f KiB", kibibytes),
                            "64 KiB",
                            kibibytes <= 64),
                    Line.limited(
                            "Threads that a thousand more of them add",
                            Integer.toString(threads),
                            "none each",
                            threads < DEPLOYMENTS / 100));
        }
    }

    @Override
    public String notes() {
        return "A thousand roll-outs that follow one service over one SSH connection, whose monitor period is an hour."
                + " Heap after garbage collection and threads, with them and with a few of them; the HTTP client has"
                + " a thread of its own that comes and goes.";
    }

    private static void until(RunningEngine engine, int following) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (engine.following() < following) {
            if (System.nanoTime() > deadline) {
                throw new IOException("Only " + engine.following() + " of " + following + " deployments wait");
            }
            Thread.sleep(100);
        }
    }
}
