package io.jenkins.plugins.deployer.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The Engine API over one shared HTTP client, whose connections may be unix sockets, TLS or channels of SSH. */
final class HttpEngine implements Engine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
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
        return call("GET", path, null, Map.of(), connection.calls(), this::json);
    }

    @Override
    public JsonNode post(String path, JsonNode body, Map<String, String> headers)
            throws EngineException, InterruptedException {
        RequestBody sent = body.isMissingNode()
                ? RequestBody.create(new byte[0], null)
                : RequestBody.create(body.toString(), JSON_TYPE);
        return call("POST", path, sent, headers, connection.calls(), this::json);
    }

    @Override
    public JsonNode delete(String path) throws EngineException, InterruptedException {
        return call("DELETE", path, null, Map.of(), connection.calls(), this::json);
    }

    @Override
    public void stream(String path, Map<String, String> headers, Consumer<JsonNode> each)
            throws EngineException, InterruptedException {
        RequestBody nothing = RequestBody.create(new byte[0], null);
        call("POST", path, nothing, headers, connection.streams(), response -> {
            MappingIterator<JsonNode> values =
                    JSON.readerFor(JsonNode.class).readValues(response.body().byteStream());
            while (values.hasNextValue()) {
                each.accept(values.nextValue());
            }
            return null;
        });
    }

    @Override
    public String text(String path, int limit) throws EngineException, InterruptedException {
        return call("GET", path, null, Map.of(), connection.streams(), response -> {
            String type = response.header("Content-Type", "");
            return LogTail.read(response.body().byteStream(), type, limit);
        });
    }

    private <T> T call(
            String method,
            String path,
            RequestBody body,
            Map<String, String> headers,
            OkHttpClient client,
            Connection.Answer<T> answer)
            throws EngineException, InterruptedException {
        String asked = method + " " + pathOnly(path);
        Attempt<T> attempt = () -> {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted before the call");
            }
            Request request = new Request.Builder()
                    .url(url("/v" + version() + path))
                    .headers(Headers.of(headers))
                    .method(method, body)
                    .build();
            return connection.call(client, request, response -> {
                if (!response.isSuccessful()) {
                    throw new EngineException(
                            name + ": " + asked + ": " + reason(response) + " (HTTP " + response.code() + ")",
                            response.code(),
                            null);
                }
                return answer.read(response);
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
        Request ping = new Request.Builder().url(url("/_ping")).build();
        return connection.call(connection.calls(), ping, response -> {
            String version = response.header("Api-Version", "");
            if (!version.matches("\\d+\\.\\d+")) {
                throw EngineException.lasting(
                        name + ": what answers at " + connection
                                + " is not a Docker engine: its answer to GET /_ping names no Api-Version (HTTP "
                                + response.code() + ": " + reason(response) + ")",
                        null);
            }
            connection.apiVersionIs(version);
            return version;
        });
    }

    private HttpUrl url(String path) throws EngineException {
        HttpUrl url = connection.url().resolve(path);
        if (url == null) {
            throw EngineException.lasting(name + ": " + path + " is no path of the Docker API", null);
        }
        return url;
    }

    private JsonNode json(Response response) throws IOException {
        JsonNode read = JSON.readTree(response.body().byteStream());
        return read == null ? MissingNode.getInstance() : read;
    }

    private static String reason(Response response) throws IOException {
        String text = response.peekBody(LONGEST_ERROR).string().strip();
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
