package io.jenkins.plugins.deployer.local.github;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An HTTP server for GitHub's webhooks. Nothing of a request is understood, and nothing happens, before its signature is found
 * to be right. It answers at once: whoever is told of a push works elsewhere.
 */
public final class Webhooks implements AutoCloseable {
    /** GitHub sends no more. */
    private static final int LONGEST_BODY = 25 << 20;
    /** Requests that are read at once, each of which may take the memory of one body. */
    private static final int PARALLEL = 4;

    private static final int REMEMBERED = 1_000;
    /** The server's own limits, in seconds: for a request to arrive, for its answer to leave, for a connection in between. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "30",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.idleInterval", "30");

    private static final Set<String> EVENTS = Set.of("push", "pull_request");
    private static final JsonMapper JSON = new JsonMapper();

    private final WebhookSecret secret;
    private final Predicate<String> pushes;
    private final Consumer<String> log;
    private final ExecutorService threads = Executors.newFixedThreadPool(PARALLEL, task -> {
        Thread thread = new Thread(task, "webhooks");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final Set<String> seen = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** What a request is answered with. */
    private record Answer(int status, String text) {}

    /**
     * @param pushes is told {@code OWNER/REPO} of each push and change request, and says whether it is of interest; must not
     *     block
     * @param log is told in a sentence what came
     * @throws IOException if nobody can listen there
     */
    public Webhooks(InetSocketAddress address, WebhookSecret secret, Predicate<String> pushes, Consumer<String> log)
            throws IOException {
        LIMITS.forEach((name, seconds) -> System.getProperties().putIfAbsent(name, seconds));
        this.secret = secret;
        this.pushes = pushes;
        this.log = log;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] text = (answer.text() + "\n").getBytes(StandardCharsets.UTF_8);
            boolean isEmpty = answer.status() == 204;
            exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : text.length);
            if (!isEmpty) {
                exchange.getResponseBody().write(text);
            }
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return new Answer(405, "only POST");
        }
        if (announced(exchange) > LONGEST_BODY) {
            return tooLong(exchange);
        }
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            return tooLong(exchange);
        }
        String signature = header(exchange, "X-Hub-Signature-256");
        if (!secret.signed(body, signature)) {
            log.accept(
                    "a webhook from " + exchange.getRemoteAddress().getAddress().getHostAddress()
                            + " was not signed with the secret; ignored");
            return new Answer(401, "not signed with the secret");
        }
        return signed(exchange, body, signature);
    }

    private static long announced(HttpExchange exchange) {
        String length = header(exchange, "Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    /** The rest of it is not waited for. */
    private static Answer tooLong(HttpExchange exchange) {
        exchange.getResponseHeaders().set("Connection", "close");
        return new Answer(413, "more than 25 MiB");
    }

    private Answer signed(HttpExchange exchange, byte[] body, String signature) {
        String event = header(exchange, "X-GitHub-Event");
        if ("ping".equals(event)) {
            return new Answer(200, "pong");
        }
        if (event == null || !EVENTS.contains(event)) {
            return new Answer(204, "");
        }
        // The delivery's id is not signed: what was recorded and is sent again under another one has the same
        // signature.
        boolean isNew = seen.add(signature);
        String delivery = header(exchange, "X-GitHub-Delivery");
        isNew &= delivery == null || seen.add(delivery);
        if (!isNew) {
            return new Answer(204, "");
        }
        String repository;
        try {
            repository =
                    JSON.readTree(body).path("repository").path("full_name").asText();
        } catch (JacksonException e) {
            return new Answer(400, "no JSON; choose the content type application/json");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        if (repository.isEmpty() || !pushes.test(repository)) {
            return new Answer(204, "");
        }
        log.accept(repository + ": told of a " + event.replace('_', ' ') + " by a webhook");
        return new Answer(202, "accepted");
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
