package io.jenkins.plugins.deployer.host;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/** The Engine API over HTTP, on connections that are unix sockets, TLS or channels of SSH. */
final class HttpEngine implements Engine {
    /** Leaves bodies open, so that what is left of one can be read before its connection serves again. */
    private static final ObjectMapper JSON = new ObjectMapper().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);

    private static final byte[] NOTHING = {};
    /** How many milliseconds an engine may think about a call that is answered at once when all is well. */
    private static final int CALL_MILLIS = 60_000;
    /** How many a pull may show no progress: the engine itself tries a registry again for a minute or so. */
    private static final int STREAM_MILLIS = 120_000;

    private static final int LONGEST_ERROR = 4096;

    private final String name;
    private final Connection connection;

    HttpEngine(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public JsonNode get(String path) throws EngineException, InterruptedException {
        return call("GET", path, NOTHING, Map.of(), CALL_MILLIS, HttpEngine::json);
    }

    @Override
    public JsonNode post(String path, JsonNode body, Map<String, String> headers)
            throws EngineException, InterruptedException {
        if (body.isMissingNode()) {
            return call("POST", path, NOTHING, headers, CALL_MILLIS, HttpEngine::json);
        }
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/json");
        return call("POST", path, body.toString().getBytes(StandardCharsets.UTF_8), all, CALL_MILLIS, HttpEngine::json);
    }

    @Override
    public JsonNode delete(String path) throws EngineException, InterruptedException {
        return call("DELETE", path, NOTHING, Map.of(), CALL_MILLIS, HttpEngine::json);
    }

    @Override
    public void stream(String path, Map<String, String> headers, Consumer<JsonNode> each)
            throws EngineException, InterruptedException {
        call("POST", path, NOTHING, headers, STREAM_MILLIS, answer -> {
            MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(answer.body());
            while (values.hasNextValue()) {
                each.accept(values.nextValue());
            }
            return null;
        });
    }

    @Override
    public String text(String path, int limit) throws EngineException, InterruptedException {
        return call(
                "GET",
                path,
                NOTHING,
                Map.of(),
                STREAM_MILLIS,
                answer -> LogTail.read(answer.body(), answer.header("Content-Type"), limit));
    }

    private <T> T call(
            String method,
            String path,
            byte[] body,
            Map<String, String> headers,
            int silence,
            Connection.Reading<T> reading)
            throws EngineException, InterruptedException {
        String asked = method + " " + pathOnly(path);
        Attempt<T> attempt = () -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted before the call");
            }
            HttpRequest request = new HttpRequest(method, "/v" + version() + path, headers, body);
            return connection.call(request, silence, answer -> {
                if (!answer.isSuccessful()) {
                    throw new EngineException(
                            name + ": " + asked + ": " + reason(answer) + " (HTTP " + answer.status() + ")",
                            answer.status(),
                            null);
                }
                return reading.read(answer);
            });
        };
        boolean read = method.equals("GET");
        try {
            return attempt.make();
        } catch (IOException e) {
            throwIfInterrupted(e, asked);
            if (!read || !isBreak(e)) {
                throw explained(e, asked, read);
            }
            connection.broke();
        }
        try {
            return attempt.make();
        } catch (IOException e) {
            throwIfInterrupted(e, asked);
            throw explained(e, asked, read);
        }
    }

    /** Whether the connection was there and went away: most often one that was kept had died unnoticed. */
    private static boolean isBreak(IOException e) {
        return !(e instanceof InterruptedIOException
                || e instanceof JsonProcessingException
                || e instanceof SSLException
                || said(e).isPresent());
    }

    private void throwIfInterrupted(IOException e, String asked) throws InterruptedException {
        if (Thread.interrupted()) {
            InterruptedException interrupted = new InterruptedException(name + ": interrupted during " + asked);
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** The sentence that was made where the trouble was, if it was one. */
    private static Optional<EngineException> said(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException known) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    private String version() throws IOException {
        Optional<String> known = connection.apiVersion();
        if (known.isPresent()) {
            return known.get();
        }
        HttpRequest ping = new HttpRequest("GET", "/_ping", Map.of(), NOTHING);
        return connection.call(ping, CALL_MILLIS, answer -> {
            String version = answer.header("Api-Version");
            if (!version.matches("\\d+\\.\\d+")) {
                throw EngineException.lasting(
                        name + ": what answers at " + connection
                                + " is not a Docker engine: its answer to GET /_ping names no Api-Version (HTTP "
                                + answer.status() + ": " + reason(answer) + ")",
                        null);
            }
            connection.apiVersionIs(version);
            return version;
        });
    }

    private static JsonNode json(HttpAnswer answer) throws IOException {
        JsonNode read = JSON.readTree(answer.body());
        return read == null ? MissingNode.getInstance() : read;
    }

    private static String reason(HttpAnswer answer) throws IOException {
        String text = answer.text(LONGEST_ERROR);
        try {
            JsonNode message = JSON.readTree(text).path("message");
            if (message.isTextual()) {
                return message.textValue().strip();
            }
        } catch (JsonProcessingException e) {
            // Not the engine's own form: what was said is all there is to show.
            return text;
        }
        return text.isEmpty() ? "refused without a reason" : text;
    }

    /** Turns what went wrong below HTTP into a sentence about this host. */
    private EngineException explained(IOException e, String asked, boolean repeatable) {
        Optional<EngineException> known = said(e).or(() -> connection.explained(e));
        if (known.isPresent()) {
            EngineException failure = known.get();
            return failure.getMessage().startsWith(name + ": ") ? failure : failure.of(name);
        }
        connection.broke();
        String unknown = repeatable ? "" : "; whether the engine did it must be looked up before it is tried again";
        if (e instanceof JsonProcessingException) {
            return EngineException.lasting(
                    name + ": " + asked + ": the answer is not the JSON that a Docker engine sends", e);
        }
        if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
            return EngineException.passing(name + ": " + asked + ": no answer in time" + unknown, e);
        }
        return EngineException.passing(
                name + ": " + asked + ": the connection to " + connection + " broke before the answer was complete ("
                        + e.getMessage() + ")" + unknown,
                e);
    }

    private static String pathOnly(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private interface Attempt<T> {
        T make() throws IOException;
    }
}
