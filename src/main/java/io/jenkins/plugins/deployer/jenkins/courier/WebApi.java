package io.jenkins.plugins.deployer.jenkins.courier;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends JSON and understands it. Every failure is an answer; follows no redirects, as credentials must not. Safe for use by
 * several threads.
 */
public final class WebApi {
    private static final JsonMapper JSON = new JsonMapper();
    /** Of an answer, in bytes. */
    static final int LONGEST = 1 << 20;

    private final HttpClient client;
    private final Duration limit;

    /** @param limit for one request, from the connection to the end of the answer */
    public WebApi(HttpClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /**
     * One request.
     *
     * @param headers of it; values may be secret and are told to nobody
     */
    public WebAnswer send(String method, URI address, Map<String, String> headers, JsonNode body)
            throws InterruptedException {
        // The client's own time-out ends with the headers; an answer may also stop in the middle.
        CompletableFuture<HttpResponse<byte[]>> answer;
        try {
            answer = client.sendAsync(request(method, address, headers, body), response -> new ShortBody(LONGEST));
        } catch (IllegalArgumentException e) {
            // Its message has the address or the header's value in it, which may be secret.
            return new WebAnswer.Unsendable(
                    "its address, or the token, has characters that cannot be sent; look at how it is configured");
        }
        try {
            return answered(answer.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return new WebAnswer.Silence("no answer within " + limit.toMillis() + " ms", true);
        } catch (ExecutionException e) {
            return silence(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest request(String method, URI address, Map<String, String> headers, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .header("Content-Type", "application/json; charset=utf-8");
        headers.forEach(request::header);
        return request.build();
    }

    private static WebAnswer answered(HttpResponse<byte[]> response) {
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return new WebAnswer.Answered(response.statusCode(), Map.copyOf(headers), json(response.body()));
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JSON.readTree(body)).filter(json -> !json.isMissingNode());
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new AssertionError("there is no input", e);
        }
    }

    private static WebAnswer silence(Throwable cause) {
        boolean neverArrived = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof UnknownHostException;
        String message = cause.getMessage();
        return new WebAnswer.Silence(message == null ? cause.getClass().getSimpleName() : message, !neverArrived);
    }
}
