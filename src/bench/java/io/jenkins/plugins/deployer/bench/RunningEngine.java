package io.jenkins.plugins.deployer.bench;

import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Deadline;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.image.RegistryClient;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.HttpHealthWatch;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Phase;
import io.jenkins.plugins.deployer.service.Quarantine;
import io.jenkins.plugins.deployer.service.RollOut;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.service.RollOuts;
import io.jenkins.plugins.deployer.service.ServiceMachine;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.service.Surroundings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The engine in a JVM that stays, as in Jenkins: it has its connections, and drives all roll-outs with few threads. */
final class RunningEngine implements AutoCloseable {
    private static final int PARALLEL = 8;
    private static final long PATIENCE_SECONDS = 60;

    private final Clock clock = Clock.systemUTC();
    private final Engines engines = new Engines();
    private final RegistryClient registries = new RegistryClient(Logins.NONE, Set.of(), line -> {});
    private final HttpHealthWatch health = new HttpHealthWatch(clock);
    private final ExecutorService pulls = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "pulls");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Phase> phases = new ConcurrentHashMap<>();
    private final RollOuts rollOuts;

    RunningEngine(String endpoint) {
        Host.Docker host = new Host.Docker("toxis", Optional.empty(), endpoint);
        RollOutMachine machine = new ServiceMachine(new Surroundings(
                clock,
                name -> engines.engine(host),
                Logins.NONE,
                this::digest,
                (repository, branch) -> Optional.empty(),
                Quarantine.NONE,
                health,
                pulls));
        rollOuts = new RollOuts(machine, new Phases(), PARALLEL);
    }

    /** Begins to deploy an image, by tag or digest, as a service. */
    RollOuts.UnderWay begin(String service, String image) {
        return rollOuts.drive(
                RollOut.begin(ServiceRequest.of("toxis", service, ImageName.parse(image), clock.instant())));
    }

    /**
     * Deploys to the end.
     *
     * @return how long it took
     * @throws IOException if it ends otherwise
     */
    Duration deploy(String service, String image, Outcome expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            RollOut end = begin(service, image).end().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            var ending = end.ending().orElseThrow();
            if (ending.outcome() != expected) {
                throw new IOException(service + " ended " + ending.outcome() + ": " + ending.reason());
            }
            return took;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(service + " did not end: " + e.getMessage(), e);
        }
    }

    /** How many roll-outs follow tasks that have not settled yet. */
    long following() {
        return phases.values().stream().filter(phase -> phase == Phase.FOLLOW).count();
    }

    @Override
    public void close() {
        rollOuts.close();
        pulls.shutdownNow();
        health.close();
        engines.close();
    }

    private String digest(ImageName image) throws IOException, InterruptedException {
        try {
            return registries.resolve(image, Deadline.in(Duration.ofSeconds(10)));
        } catch (ImageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private final class Phases implements RollOuts.Diary {
        @Override
        public void save(RollOut state) {
            phases.put(state.request().id(), state.phase());
        }

        @Override
        public void log(ServiceRequest request, String line) {
            // Nobody reads it here; a person would.
        }
    }
}
