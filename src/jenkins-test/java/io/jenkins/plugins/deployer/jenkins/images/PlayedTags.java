package io.jenkins.plugins.deployer.jenkins.images;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry on the loopback interface that has one tag, {@code web:live}, and nothing behind it. */
final class PlayedTags implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Optional<String> digest = Optional.empty();

    PlayedTags() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The image as rules name it. */
    String image() {
        return "127.0.0.1:" + server.getAddress().getPort() + "/web:live";
    }

    void move(String to) {
        digest = Optional.of(to);
    }

    /** From now on it answers with an error. */
    void fail() {
        digest = Optional.empty();
    }

    /** How often it was asked for the tag. */
    int looks() {
        return looks.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isTag = exchange.getRequestURI().getPath().equals("/v2/web/manifests/live");
            if (isTag) {
                looks.incrementAndGet();
            }
            Optional<String> now = digest;
            if (isTag && now.isEmpty()) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            if (isTag) {
                exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
                exchange.getResponseHeaders().set("Docker-Content-Digest", now.get());
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
