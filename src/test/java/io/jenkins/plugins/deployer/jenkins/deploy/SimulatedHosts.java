package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.DockerClient;
import io.jenkins.plugins.deployer.service.SimulatedSwarm;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelBinaries;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelHost;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hosts with one service each, {@code web}, on which time goes by a hundred times as fast as here; outlive their deployer. */
final class SimulatedHosts extends Clock implements Hosts, AutoCloseable {
    static final String OLD = "sha256:" + "a".repeat(64);
    static final String NEW = "sha256:" + "b".repeat(64);
    static final String OTHER = "sha256:" + "c".repeat(64);
    private static final String REPOSITORY = "registry.example.org/web";
    private static final Duration TICK = Duration.ofMillis(200);

    private final Map<String, SimulatedSwarm> hosts = new ConcurrentHashMap<>();
    private final List<DeployHost> asked = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private volatile Instant now = Instant.parse("2026-05-03T12:00:00Z");
    private volatile boolean standsStill;
    private final PlayedUnikernels unikernels = new PlayedUnikernels(this);
    private volatile DockerClient client = DockerClient.NONE;
    private volatile Consumer<String> onCall = call -> {};

    SimulatedHosts() {
        ticker.scheduleAtFixedRate(this::tick, 2, 2, TimeUnit.MILLISECONDS);
    }

    static String image(String digest) {
        return REPOSITORY + "@" + digest;
    }

    static DeployHost host(String name) {
        return DeployHost.ofRules(new Host.Docker(name, Optional.empty(), "ssh://" + name + ".example.org"));
    }

    private void tick() {
        if (!standsStill) {
            now = now.plus(TICK);
            hosts.values().forEach(swarm -> {
                synchronized (swarm) {
                    swarm.pass(TICK);
                }
            });
        }
    }

    /** Whether what is under way comes to no end. */
    void standStill(boolean still) {
        standsStill = still;
    }

    /** Called with each call of an engine, in its words, after it was made. */
    void onCall(Consumer<String> each) {
        onCall = each;
    }

    /** The one host that this stands for, whatever its name. */
    SimulatedSwarm swarm(DeployHost host) {
        return hosts.computeIfAbsent(
                ((Host.Docker) host.host()).endpoint(), endpoint -> new SimulatedSwarm(this, image(OLD), 1));
    }

    /** The one host of unikernels, whatever its name. */
    PlayedUnikernels unikernels() {
        return unikernels;
    }

    /** How hosts were asked for, in their order, each once. */
    List<DeployHost> asked() {
        return asked.stream().distinct().toList();
    }

    @Override
    public Engine engine(DeployHost host) {
        asked.add(host);
        return new Guarded(host.host().name(), swarm(host));
    }

    @Override
    public UnikernelHost unikernels(DeployHost host) {
        return unikernels;
    }

    @Override
    public UnikernelBinaries binaries(DeployHost host) {
        return unikernels;
    }

    @Override
    public Logins logins(DeployHost host) {
        return Logins.NONE;
    }

    @Override
    public DockerClient client(DeployHost host) {
        return (name, run, lines) -> client.run(name, run, lines);
    }

    /** Has somebody stand for the docker client. */
    void client(DockerClient standIn) {
        client = standIn;
    }

    @Override
    public Digests digests(DeployHost host) {
        return name -> NEW;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }

    /** Lets one thread at a time call a swarm that was made for one. */
    private final class Guarded implements Engine {
        private final String name;
        private final SimulatedSwarm swarm;

        Guarded(String name, SimulatedSwarm swarm) {
            this.name = name;
            this.swarm = swarm;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public JsonNode get(String path) throws EngineException {
            JsonNode answer;
            synchronized (swarm) {
                answer = swarm.get(path);
            }
            onCall.accept("GET " + path);
            return answer;
        }

        @Override
        public JsonNode post(String path, JsonNode body, Map<String, String> headers) throws EngineException {
            JsonNode answer;
            synchronized (swarm) {
                answer = swarm.post(path, body, headers);
            }
            onCall.accept("POST " + path);
            return answer;
        }

        @Override
        public JsonNode delete(String path) {
            return swarm.delete(path);
        }

        @Override
        public void stream(String path, Map<String, String> headers, Consumer<JsonNode> each) throws EngineException {
            synchronized (swarm) {
                swarm.stream(path, headers, each);
            }
            onCall.accept("POST " + path);
        }

        @Override
        public String text(String path, int limit) throws EngineException {
            synchronized (swarm) {
                return swarm.text(path, limit);
            }
        }
    }
}
