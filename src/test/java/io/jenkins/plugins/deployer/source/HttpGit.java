package io.jenkins.plugins.deployer.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Runner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Git repositories below one directory over HTTP, in each of the ways that servers do it. */
public final class HttpGit implements AutoCloseable {
    /** What kind of server it is. */
    public enum Kind {
        /** Runs git, and speaks protocol version 2 with those who ask for it. */
        MODERN,
        /** Runs git, but knows protocol version 0 only, in which one may ask for what references name and nothing else. */
        OLD,
        /** Serves files. */
        DUMB,
        /** Wants {@link #PASSWORD}, from {@link #USER} or anybody else. */
        PRIVATE,
        /** Takes the connection and never answers. */
        SILENT
    }

    public static final String USER = "ada";
    public static final String PASSWORD = "very-secret-word";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Path root;
    private final Kind kind;

    private HttpGit(HttpServer server, Path root, Kind kind) {
        this.server = server;
        this.root = root;
        this.kind = kind;
    }

    public static HttpGit serve(Path root, Kind kind) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpGit git = new HttpGit(HttpServer.create(address, 0), root, kind);
        git.server.createContext("/", git::answer);
        git.server.setExecutor(git.threads);
        git.server.start();
        return git;
    }

    /** Leaves what is below a path to somebody else. */
    public HttpGit with(String path, HttpHandler other) {
        server.createContext(path, other);
        return this;
    }

    public GitUrl url(String repository) {
        return new GitUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository);
    }

    /** The requests so far, as method and path. */
    public List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        switch (kind) {
            case MODERN, OLD -> backend(exchange);
            case DUMB -> file(exchange);
            case PRIVATE -> {
                if (isLogin(exchange.getRequestHeaders().getFirst("Authorization"))) {
                    backend(exchange);
                    return;
                }
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"private\"");
                exchange.sendResponseHeaders(401, -1);
                exchange.close();
            }
            case SILENT -> {
                // The exchange stays open until the server ends.
            }
        }
    }

    private static boolean isLogin(String authorization) {
        return authorization != null
                && authorization.startsWith("Basic ")
                && new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                        .endsWith(":" + PASSWORD);
    }

    private void file(HttpExchange exchange) throws IOException {
        Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
        if (Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(200, Files.size(file) == 0 ? -1 : Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    /** Runs git-http-backend(1), a CGI program. */
    private void backend(HttpExchange exchange) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_PROJECT_ROOT", root.toString(),
                "GIT_HTTP_EXPORT_ALL", "1",
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "PATH_INFO", exchange.getRequestURI().getPath(),
                "REQUEST_METHOD", exchange.getRequestMethod(),
                "QUERY_STRING", String.valueOf(exchange.getRequestURI().getQuery()),
                "REMOTE_ADDR", "127.0.0.1"));
        header(exchange, "Content-Type", "CONTENT_TYPE", environment);
        header(exchange, "Content-Encoding", "HTTP_CONTENT_ENCODING", environment);
        header(exchange, "Content-Length", "CONTENT_LENGTH", environment);
        if (kind == Kind.MODERN) {
            header(exchange, "Git-Protocol", "GIT_PROTOCOL", environment);
        }
        Command command = Command.of("git", "http-backend").withEnvironment(environment);
        try {
            new Runner(Duration.ofMinutes(1))
                    .read(command, exchange.getRequestBody()::transferTo, stream -> reply(exchange, stream));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static void header(HttpExchange exchange, String header, String variable, Map<String, String> environment) {
        String value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
            environment.put(variable, value);
        }
    }

    private static Void reply(HttpExchange exchange, InputStream stream) throws IOException {
        int status = 200;
        for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
            String[] header = line.split(": ", 2);
            if (header[0].equals("Status")) {
                status = Integer.parseInt(header[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(header[0], header[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        OutputStream body = exchange.getResponseBody();
        stream.transferTo(body);
        return null;
    }

    private static String line(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
