package io.jenkins.plugins.deployer.jenkins.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.service.SimulatedSwarm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A simulated engine behind HTTP on the loopback interface, in real time: for controllers in processes of their own. It has
 * one service, {@code web}, whose monitor period is half a second, and stays as it is when a controller is killed.
 */
public final class SwarmServer implements AutoCloseable {
    public static final String OLD = SimulatedHosts.OLD;
    public static final String NEW = SimulatedHosts.NEW;
    public static final String OTHER = SimulatedHosts.OTHER;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration MONITOR = Duration.ofMillis(500);
    private static final long TICK_MILLIS = 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private final SimulatedSwarm swarm;
    private Instant ticked = Instant.now();
    private volatile boolean standsStill;

    private SwarmServer(HttpServer server) {
        this.server = server;
        this.swarm = new SimulatedSwarm(Clock.systemUTC(), image(OLD), 1);
        ((ObjectNode) swarm.spec().path("UpdateConfig")).put("Monitor", MONITOR.toNanos());
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        ticker.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public static SwarmServer start() {
        try {
            return new SwarmServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As rules name it. */
    public String endpoint() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The name of an image of the service, by digest. */
    public static String image(String digest) {
        return SimulatedHosts.image(digest);
    }

    /** Tells or changes something while nothing else happens. */
    public <T> T with(java.util.function.Function<SimulatedSwarm, T> use) {
        synchronized (swarm) {
            return use.apply(swarm);
        }
    }

    public void change(Consumer<SimulatedSwarm> use) {
        synchronized (swarm) {
            use.accept(swarm);
        }
    }

    /** Whether its tasks stay in the state that they are in, so that a deployment comes to no end. */
    public void standStill(boolean still) {
        standsStill = still;
    }

    private void tick() {
        synchronized (swarm) {
            Instant now = Instant.now();
            if (!standsStill) {
                swarm.pass(Duration.between(ticked, now));
            }
            ticked = now;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().replaceFirst("^/v[0-9.]+", "");
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            exchange.getResponseHeaders().set("Api-Version", "1.41");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            try {
                reply(exchange, 200, json(exchange.getRequestMethod(), path, body));
            } catch (EngineException e) {
                reply(
                        exchange,
                        e.status() == 0 ? 503 : e.status(),
                        JSON.createObjectNode().put("message", e.getMessage()).toString());
            }
        }
    }

    private String json(String method, String path, JsonNode body) throws EngineException {
        if (path.startsWith("/_ping")) {
            return "OK";
        }
        synchronized (swarm) {
            if (path.startsWith("/images/create")) {
                StringBuilder progress = new StringBuilder();
                swarm.stream(path, Map.of(), progress::append);
                return progress.toString();
            }
            if (path.contains("/logs")) {
                return swarm.text(path, Integer.MAX_VALUE);
            }
            return method.equals("GET")
                    ? swarm.get(path).toString()
                    : swarm.post(path, body, Map.of()).toString();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(
                status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length == 0 ? -1 : bytes.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
