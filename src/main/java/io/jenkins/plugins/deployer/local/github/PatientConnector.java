package io.jenkins.plugins.deployer.local.github;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * Sends one request to GitHub's API, and waits for its whole answer; not for ever, as the library's own would. Follows no
 * redirections, so that a token goes nowhere else.
 */
final class PatientConnector implements GitHubConnector {
    /** What is asked of GitHub here is answered in some KiB. */
    private static final int MOST_BYTES = 8 << 20;

    private final HttpClient client;
    private final Duration patience;

    PatientConnector(Duration patience) {
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
        this.patience = patience;
    }

    @Override
    public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
        HttpRequest.Builder wire =
                HttpRequest.newBuilder(URI.create(request.url().toString()));
        request.allHeaders().forEach((name, values) -> values.forEach(value -> wire.header(name, value)));
        if (request.contentType() != null) {
            wire.setHeader("Content-Type", request.contentType());
        }
        wire.method(request.method(), body(request));
        // The client's own time-out ends with the headers; an answer may also stop in the middle.
        CompletableFuture<HttpResponse<byte[]>> waiting =
                client.sendAsync(wire.build(), answer -> new BoundedBody(MOST_BYTES));
        try {
            HttpResponse<byte[]> answer = waiting.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(request, answer.statusCode(), answer.headers().map(), answer.body());
        } catch (TimeoutException e) {
            throw noAnswer();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                throw noAnswer();
            }
            throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            waiting.cancel(true);
        }
    }

    private IOException noAnswer() {
        return new IOException("there was no answer within " + patience.toSeconds() + " s");
    }

    private static HttpRequest.BodyPublisher body(GitHubConnectorRequest request) throws IOException {
        return request.hasBody()
                ? HttpRequest.BodyPublishers.ofByteArray(request.body().readAllBytes())
                : HttpRequest.BodyPublishers.noBody();
    }

    private static final class Answer extends GitHubConnectorResponse.ByteArrayResponse {
        private final byte[] body;

        Answer(GitHubConnectorRequest request, int status, Map<String, List<String>> headers, byte[] body) {
            super(request, status, headers);
            this.body = body;
        }

        @Override
        protected InputStream rawBodyStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
