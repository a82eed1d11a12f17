package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link SimulatedSwarm} and all else that a roll-out needs, in a time that a test controls. */
final class SimulatedWorld {
    static final String OLD = "sha256:" + "a".repeat(64);
    static final String NEW = "sha256:" + "b".repeat(64);
    static final String OTHER = "sha256:" + "c".repeat(64);
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String REPOSITORY = "registry.example.org/web";
    private static final Duration FOR_EVER = Duration.ofHours(3);

    final SettableClock clock = new SettableClock();
    final SimulatedSwarm swarm;
    final List<String> log = new ArrayList<>();
    final List<RollOut> saved = new ArrayList<>();
    Optional<String> head = Optional.of(COMMIT);
    boolean forgeIsDown;
    Optional<String> quarantine = Optional.empty();
    /** How long after it was asked first a health address answers. */
    Duration firstAnswer = Duration.ZERO;

    DockerClient client = DockerClient.NONE;

    private final HealthWatch health = new SimulatedHealth();

    SimulatedWorld(int replicas) {
        swarm = new SimulatedSwarm(clock, image(OLD), replicas);
        clock.advance(Duration.ofSeconds(20));
    }

    static String image(String digest) {
        return REPOSITORY + "@" + digest;
    }

    SimulatedWorld behaves(String digest, Behaviour.Kind kind) {
        swarm.behaves(digest, Behaviour.of(kind));
        return this;
    }

    ServiceRequest request() {
        return request(NEW);
    }

    ServiceRequest request(String digest) {
        return ServiceRequest.of(swarm.name(), SimulatedSwarm.SERVICE, ImageName.parse(image(digest)), clock.instant())
                .withOrigin(new Origin(new RepositoryName("acme", "web"), "live", COMMIT));
    }

    HealthCheck health() {
        return new HealthCheck(URI.create("https://web.example.org/healthz"), 200, Duration.ofSeconds(3));
    }

    /** A machine that knows nothing of earlier ones, as that of a new process. */
    RollOutMachine machine() {
        Surroundings surroundings = new Surroundings(
                clock,
                host -> swarm,
                Logins.NONE,
                name -> NEW,
                (repository, branch) -> {
                    if (forgeIsDown) {
                        throw new IOException("github.com does not answer");
                    }
                    return head;
                },
                (request, digest) -> quarantine,
                health,
                Runnable::run);
        return new ServiceMachine(surroundings, client);
    }

    /** To the end, in a new process for each step, which reads what the one before it saved. */
    RollOut deploy(ServiceRequest request) {
        return drive(RollOut.begin(request));
    }

    RollOut drive(RollOut begun) {
        RollOut state = begun;
        while (!state.isEnded()) {
            state = step(state);
        }
        return state;
    }

    RollOut step(RollOut state) {
        if (clock.instant().isAfter(state.request().asked().plus(FOR_EVER))) {
            throw new AssertionError("It does not end.\n" + String.join("\n", log));
        }
        try {
            Advance advance = machine().advance(Deploying.reread(state));
            saved.add(advance.next());
            log.addAll(advance.log());
            pass(advance.after());
            return advance.next();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A process that comes back after a while: its health addresses answer when it has asked for a moment. */
    RollOut comeBack(RollOut state, Duration after) {
        pass(after);
        health.stop(state.request().id());
        firstAnswer = Duration.ofMillis(300);
        return state.resumed(clock.instant());
    }

    void pass(Duration time) {
        swarm.pass(time);
        clock.advance(time);
    }

    /** Steps until something was said. */
    RollOut until(RollOut begun, String said) {
        RollOut state = begun;
        while (log.stream().noneMatch(line -> line.contains(said))) {
            if (state.isEnded()) {
                throw new AssertionError("It ended before \"" + said + "\" was said.\n" + String.join("\n", log));
            }
            state = step(state);
        }
        return state;
    }

    /** An address that answers as the service does, once for each time that somebody looks. */
    private final class SimulatedHealth implements HealthWatch {
        private Optional<Instant> asked = Optional.empty();

        @Override
        public Gap seen(String id, HealthCheck check, Gap before) {
            asked = asked.or(() -> Optional.of(clock.instant()));
            if (clock.instant().isBefore(asked.get().plus(firstAnswer))) {
                return before.resumed();
            }
            return swarm.answers() ? before.good(clock.instant()) : before.bad(clock.instant(), "it answered 503");
        }

        @Override
        public void stop(String id) {
            asked = Optional.empty();
        }
    }
}
