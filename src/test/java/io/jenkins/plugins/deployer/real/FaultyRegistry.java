package io.jenkins.plugins.deployer.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A front of a plain registry that passes requests on, except those it was told to answer with an error. Requests are
 * named {@code METHOD /path} everywhere. Safe for use by several threads.
 */
public final class FaultyRegistry implements Part {
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

    private final RealRegistry registry;
    private final HttpServer server;
    private final FaultProxy front;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "faulty-registry");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private Predicate<String> failing = request -> false;
    private int status;
    private int left;

    FaultyRegistry(RealRegistry registry) {
        this.registry = registry;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
        front = FaultProxy.plainOnly(server.getAddress());
    }

    /** As an image name begins: {@code 127.0.0.1:PORT}. */
    public String address() {
        return "127.0.0.1:" + front.port();
    }

    /** Every request so far, as {@code METHOD /path}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Answers the next requests with this status, then passes on again. */
    public void fail(int withStatus, int times) {
        failing(withStatus, times, request -> true);
    }

    /** Answers every request with this status until {@link #heal()}. */
    public void fail(int withStatus) {
        fail(withStatus, Integer.MAX_VALUE);
    }

    /** Answers those of the next requests that match, as {@code METHOD /path}. */
    public synchronized void failing(int withStatus, int times, Predicate<String> which) {
        status = withStatus;
        left = times;
        failing = which;
    }

    public void heal() {
        failing(0, 0, request -> false);
    }

    @Override
    public void close() {
        front.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private synchronized int faultFor(String request) {
        if (left == 0 || !failing.test(request)) {
            return 0;
        }
        if (left != Integer.MAX_VALUE) {
            left--;
        }
        return status;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            requests.add(request);
            int fault = faultFor(request);
            if (fault == 0) {
                passOn(exchange);
            } else {
                answer(exchange, fault);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        byte[] body =
                "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"out of order\"}]}".getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(registry.url() + exchange.getRequestURI().toString()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        request.method(exchange.getRequestMethod(), body(exchange));
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            response.headers().map().forEach((name, values) -> {
                if (!name.equalsIgnoreCase("transfer-encoding")) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            long length = response.headers().firstValueAsLong("content-length").orElse(0);
            boolean empty = exchange.getRequestMethod().equals("HEAD")
                    || response.statusCode() == 204
                    || response.headers().firstValue("content-length").equals(Optional.of("0"));
            exchange.sendResponseHeaders(response.statusCode(), empty ? -1 : length);
            if (!empty) {
                body.transferTo(exchange.getResponseBody());
            }
        }
    }

    private static HttpRequest.BodyPublisher body(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        boolean chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        if (!chunked && (length == null || length.equals("0"))) {
            return HttpRequest.BodyPublishers.noBody();
        }
        HttpRequest.BodyPublisher stream = HttpRequest.BodyPublishers.ofInputStream(exchange::getRequestBody);
        return chunked ? stream : HttpRequest.BodyPublishers.fromPublisher(stream, Long.parseLong(length));
    }
}
