package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Gap;
import io.jenkins.plugins.deployer.service.HealthWatch;
import io.jenkins.plugins.deployer.service.Origin;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** What stays of a controller when its process is killed and started again: its disk, and the runs of its jobs. */
final class Controller implements AutoCloseable {
    static final RepositoryName REPOSITORY = new RepositoryName("acme", "web");
    static final String COMMIT = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Path home;
    private final Clock clock;
    private final Hosts hosts;
    private final ExecutorService pulls = Executors.newCachedThreadPool();
    final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    /** Whose health nobody asks for any longer. */
    final Set<String> unwatched = ConcurrentHashMap.newKeySet();

    final JenkinsRuns runs = new JenkinsRuns();
    private DeploymentStore store;
    private Deploying deploying;

    Controller(Path home, Clock clock, Hosts hosts) {
        this.home = home;
        this.clock = clock;
        this.hosts = hosts;
        open();
        deploying.start();
    }

    /** The runs, and what is recorded on them. */
    static final class JenkinsRuns implements Runs {
        final Set<String> over = ConcurrentHashMap.newKeySet();
        final Map<String, String> heads = new ConcurrentHashMap<>();
        private final Map<String, Map<String, Deployment>> recorded = new ConcurrentHashMap<>();

        @Override
        public boolean isOver(String run) {
            return over.contains(run);
        }

        @Override
        public Optional<String> head(String job) {
            return Optional.of(heads.getOrDefault(job, COMMIT));
        }

        @Override
        public void record(RecordedDeployment deployment) {
            recorded.computeIfAbsent(
                            deployment.asker().run(), run -> Collections.synchronizedMap(new LinkedHashMap<>()))
                    .put(deployment.deployment().id(), deployment.deployment());
        }

        List<Deployment> of(String run) {
            return List.copyOf(recorded.getOrDefault(run, Map.of()).values());
        }
    }

    /** Nothing is measured. */
    private final class NoHealth implements HealthWatch {
        @Override
        public Gap seen(String id, HealthCheck check, Gap before) {
            return before;
        }

        @Override
        public void stop(String id) {
            unwatched.add(id);
        }
    }

    private void open() {
        try {
            store = DeploymentStore.open(services(), () -> 100, problems::add);
            deploying = Deploying.open(
                    underWay(),
                    store,
                    new Outside(clock, hosts, runs, new NoHealth(), pulls, problems::add, Duration.ofMillis(50)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path services() {
        return home.resolve("deployer").resolve("services");
    }

    Path underWay() {
        return home.resolve("deployer").resolve("under-way");
    }

    Deploying deploying() {
        return deploying;
    }

    DeploymentStore store() {
        return store;
    }

    /** From here on this process does nothing any more, as if it had been killed. */
    void kill() {
        deploying.close();
    }

    /** The next process. */
    void start() {
        open();
        deploying.start();
    }

    void restart() {
        kill();
        start();
    }

    /** What a step of a run asks for; each time by another id. */
    static UnderWay ask(String run, DeployHost host, String digest) {
        return ask(run, host, "web", SimulatedHosts.image(digest), Clock.systemUTC());
    }

    static UnderWay ask(String run, DeployHost host, String service, String image, Clock clock) {
        ServiceRequest request =
                ServiceRequest.of(host.host().name(), service, ImageName.parse(image), clock.instant());
        return UnderWay.asked(
                request,
                new Asker(run, Optional.empty(), Optional.of("push by alice")),
                Deployment.Cause.PUSH,
                host,
                image);
    }

    /** The same of a commit of the branch {@code live}, which is its head. */
    static UnderWay of(UnderWay asked, String commit) {
        ServiceRequest request = asked.request().withOrigin(new Origin(REPOSITORY, "live", commit));
        int number = Integer.parseInt(
                asked.asker().run().substring(asked.asker().run().indexOf('#') + 1));
        return UnderWay.asked(request, asked.asker(), asked.cause(), asked.host(), asked.image())
                .withLane(new Lane(REPOSITORY, "live", asked.asker().job(), number, commit, true));
    }

    Ears begin(UnderWay asked) {
        Ears ears = new Ears();
        try {
            deploying.begin(asked, ears);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ears;
    }

    /** As a step that comes back after a restart. */
    Optional<Ears> resume(UnderWay asked) {
        Ears ears = new Ears();
        try {
            return deploying.resume(asked.wish(), ears) ? Optional.of(ears) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was saved of deployments that nobody has taken note of yet. */
    List<Path> files() {
        if (!Files.isDirectory(underWay())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(underWay())) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(String what, java.util.function.BooleanSupplier condition) {
        Eventually.holds(() -> what + "; problems: " + problems, LONGEST, condition);
    }

    /** The deployments of a service by the ids that they were asked for by, newest first; each once. */
    List<Deployment> recorded(UnderWay asked) {
        try {
            List<Deployment> all = store.history(asked.service(), 1000).stream()
                    .map(RecordedDeployment::deployment)
                    .toList();
            if (new HashSet<>(all.stream().map(Deployment::id).toList()).size() < all.size()) {
                throw new AssertionError("recorded twice: " + all);
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        pulls.shutdownNow();
    }
}
