package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a person who deploys to a real engine has: the engine, branches that move, and a log to read. */
final class Deploying implements AutoCloseable {
    static final String HOST = "toxis";
    static final RepositoryName REPOSITORY = new RepositoryName("acme", "web");
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final Engines engines = new Engines();
    private final HttpHealthWatch health = new HttpHealthWatch(Clock.systemUTC());
    private final ExecutorService pulls = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "pulls");
        thread.setDaemon(true);
        return thread;
    });
    private final Host.Docker host;
    private final Map<String, String> heads = new ConcurrentHashMap<>();
    private final Map<String, RollOut> saved = new ConcurrentHashMap<>();
    private final List<String> log = new CopyOnWriteArrayList<>();

    Deploying(RealDocker docker) {
        this(docker.endpoint());
    }

    Deploying(String endpoint) {
        host = new Host.Docker(HOST, Optional.empty(), endpoint);
    }

    ServiceRequest request(String service, PushedImage image) {
        return ServiceRequest.of(
                        HOST,
                        service,
                        ImageName.parse(image.byDigest()),
                        Clock.systemUTC().instant())
                .withLimits(TimeLimits.DEFAULT.withTotal(Duration.ofSeconds(60)));
    }

    Origin commit(String branch, String commit) {
        heads.put(branch, commit);
        return new Origin(REPOSITORY, branch, commit);
    }

    /** Deploys to the end. */
    RollOut deploy(ServiceRequest request) {
        return drive(RollOut.begin(request));
    }

    RollOut drive(RollOut state) {
        try (RollOuts rollOuts = rollOuts()) {
            return await(rollOuts.drive(state));
        }
    }

    RollOuts rollOuts() {
        return new RollOuts(machine(), diary(), 4);
    }

    RollOut await(RollOuts.UnderWay underWay) {
        try {
            return underWay.end().get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("The roll-out did not end. " + String.join("\n", log), e);
        }
    }

    /** A machine that knows nothing of earlier ones, as that of a new process. */
    RollOutMachine machine() {
        return new ServiceMachine(surroundings());
    }

    Surroundings surroundings() {
        return new Surroundings(
                Clock.systemUTC(),
                name -> engines.engine(host),
                Logins.NONE,
                name -> {
                    throw new AssertionError("every image of the tests has a digest");
                },
                (repository, branch) -> Optional.ofNullable(heads.get(branch)),
                Quarantine.NONE,
                health,
                pulls);
    }

    /** What was saved last about a request, as a new process reads it. */
    RollOut saved(ServiceRequest request) {
        return reread(saved.get(request.id()));
    }

    static RollOut reread(RollOut state) {
        try {
            return RollOut.fromJson(new ObjectMapper().readTree(state.toJson().toString()));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    List<String> log() {
        return List.copyOf(log);
    }

    Engines engines() {
        return engines;
    }

    Host.Docker host() {
        return host;
    }

    RollOuts.Diary diary() {
        return new RollOuts.Diary() {
            @Override
            public void save(RollOut state) {
                saved.put(state.request().id(), state);
            }

            @Override
            public void log(ServiceRequest request, String line) {
                log.add(line);
            }
        };
    }

    @Override
    public void close() {
        health.close();
        pulls.shutdownNow();
        engines.close();
    }
}
