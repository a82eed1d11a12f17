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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that plays another service: remembers each request, and answers as it was told, in order. */
public final class ScriptedServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
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
     */
    public record Answer(int status, Map<String, String> headers, String body, int length, boolean comes) {
        public static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, body.getBytes(StandardCharsets.UTF_8).length, true);
        }

        public Answer with(String header, String value) {
            return new Answer(status, Map.of(header, value), body, length, comes);
        }

        /** The connection ends in the middle of it. */
        public static Answer broken(int status, String body) {
            return new Answer(status, Map.of(), body, body.length() + 100, true);
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
    public synchronized ScriptedServer otherwise(int status, String body) {
        otherwise = Answer.of(status, body);
        return this;
    }

    private synchronized Answer next(Request request) {
        requests.add(request);
        return answers.isEmpty() ? otherwise : answers.pop();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Answer answer = next(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent)));
        if (!answer.comes()) {
            await();
            return;
        }
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), answer.length() == 0 ? -1 : answer.length());
            exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The answer was to be broken, or nobody waits for it any more.
            exchange.close();
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

    /** A client that does not wait for long. */
    public static WebApi client() {
        return new WebApi(HttpClient.newHttpClient(), Duration.ofMillis(700));
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
