package io.jenkins.plugins.deployer.jenkins.courier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTP server on loopback that plays another service: remembers each request, and answers as it was told, in order. */
public final class ScriptedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Map<String, Answer> routes = new LinkedHashMap<>();
    private Answer otherwise = Answer.of(200, "{}");

    /** @param authorization the header of that name */
    public record Request(String method, String path, String authorization, JsonNode body) {
        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    /**
     * @param length of the body, as the answer claims
     * @param comes whether it comes at all
     * @param ends whether the connection ends after it
     */
    public record Answer(
            int status, Map<String, String> headers, String body, int length, boolean comes, boolean ends) {
        public Answer(int status, Map<String, String> headers, String body, int length, boolean comes) {
            this(status, headers, body, length, comes, true);
        }

        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, body.getBytes(StandardCharsets.UTF_8).length, true);
        }

        public Answer with(String header, String value) {
            return new Answer(status, Map.of(header, value), body, length, comes, ends);
        }

        /** The connection ends in the middle of it. */
        public static Answer broken(int status, String body) {
            return new Answer(status, Map.of(), body, body.length() + 100, true);
        }

        /** Nothing more comes after the middle of it, as long as the server runs. */
        public static Answer stalled(int status, String body) {
            return new Answer(status, Map.of(), body, body.length() + 100, true, false);
        }

        /** None, as long as the server runs. */
        public static Answer never() {
            return new Answer(0, Map.of(), "", 0, false);
        }
    }

    public ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What comes next. */
    public synchronized ScriptedServer answer(Answer... next) {
        answers.addAll(List.of(next));
        return this;
    }

    /** What comes when nothing else does. */
    public ScriptedServer otherwise(int status, String body) {
        return otherwise(Answer.of(status, body));
    }

    /** What comes when nothing else does. */
    public synchronized ScriptedServer otherwise(Answer answer) {
        otherwise = answer;
        return this;
    }

    /** What always comes for what matches {@code METHOD PATH}; these requests are not remembered. */
    public synchronized ScriptedServer on(String request, int status, String body) {
        routes.put(request, Answer.of(status, body));
        return this;
    }

    /** Waits, not for ever, until there were so many requests. */
    public synchronized List<Request> await(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (requests.size() < count && System.nanoTime() < deadline) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
        }
        return requests();
    }

    private synchronized Answer next(Request request) {
        for (Map.Entry<String, Answer> route : routes.entrySet()) {
            if ((request.method() + " " + request.path()).matches(route.getKey())) {
                return route.getValue();
            }
        }
        requests.add(request);
        notifyAll();
        return answers.isEmpty() ? otherwise : answers.pop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Answer answer = next(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                json(sent)));
        if (!answer.comes()) {
            await();
            return;
        }
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
            exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.UTF_8));
            if (!answer.ends()) {
                exchange.getResponseBody().flush();
                await();
            }
        } catch (IOException e) {
            // The answer was to be broken, or nobody waits for it any more.
            exchange.close();
        }
    }

    /** Others may send what is no JSON. */
    private static JsonNode json(byte[] sent) {
        try {
            return sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** A client that waits as long as a busy machine may need. */
    public static WebApi client() {
        return new WebApi(HttpClient.newHttpClient(), Duration.ofSeconds(30));
    }

    /** A client for answers that never come. */
    public static WebApi impatient() {
        return new WebApi(HttpClient.newHttpClient(), Duration.ofSeconds(3));
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
