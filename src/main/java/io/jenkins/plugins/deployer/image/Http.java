package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * HTTP as registries speak it: redirects lead to other hosts, which must not see our credentials. Safe for use by
 * several threads; has daemon threads only.
 */
final class Http {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** How long nothing may come. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int MOST_REDIRECTS = 5;
    private static final String ALL_OTHERS = "";

    private final RegistryTrust trust;
    private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

    Http(RegistryTrust trust) {
        this.trust = trust;
    }

    /** Gives the body of a request each time that it is sent. */
    @FunctionalInterface
    interface Body {
        BodyPublisher open() throws IOException, InterruptedException;
    }

    /** @param longBody whether sending the body may take until the deadline */
    record Request(String method, URI uri, Map<String, String> headers, Body body, boolean longBody) {
        private Request redirected(URI target) {
            Map<String, String> kept = new LinkedHashMap<>(headers);
            if (!sameOrigin(uri, target)) {
                kept.remove("Authorization");
            }
            return new Request(method, target, kept, body, longBody);
        }
    }

    /**
     * Sends the request, and sends it again to where the answer redirects.
     *
     * @return any answer that is not a redirect
     * @throws IOException if there was no usable answer in time
     */
    Answer send(Request request, Deadline deadline) throws IOException, InterruptedException {
        Request current = request;
        for (int redirects = 0; ; redirects++) {
            Answer answer = once(current, deadline);
            Optional<String> location = isRedirect(answer.status()) ? answer.header("Location") : Optional.empty();
            if (location.isEmpty()) {
                return answer;
            }
            answer.close();
            URI target = resolve(current.uri(), location.get());
            if (redirects == MOST_REDIRECTS) {
                throw new IOException("it redirected more than " + MOST_REDIRECTS + " times");
            }
            if (current.uri().getScheme().equals("https") && !target.getScheme().equals("https")) {
                throw new IOException(
                        "it redirected from TLS to " + target.getScheme() + "://" + target.getAuthority());
            }
            current = current.redirected(target);
        }
    }

    /** Where a {@code Location} header leads. */
    static URI resolve(URI base, String location) throws IOException {
        try {
            URI target = base.resolve(location);
            if (target.getHost() == null || !target.getScheme().startsWith("http")) {
                throw new IOException("it sent us to \"" + location + "\"");
            }
            return target;
        } catch (IllegalArgumentException e) {
            throw new IOException("it sent us to \"" + location + "\"", e);
        }
    }

    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && one.getAuthority().equalsIgnoreCase(other.getAuthority());
    }

    private Answer once(Request request, Deadline deadline) throws IOException, InterruptedException {
        Duration left = request.longBody() ? deadline.left() : deadline.leftUpTo(PATIENCE);
        if (left.isZero()) {
            throw new HttpTimeoutException("the time is up");
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(request.method(), request.body().open())
                .timeout(left);
        request.headers().forEach(builder::header);
        HttpResponse<BodyStream> response =
                client(request.uri()).send(builder.build(), head -> new BodyStream(deadline, PATIENCE));
        return new Answer(request.uri(), response.statusCode(), response.headers(), response.body());
    }

    /** One for all, made when first needed; one of its own for a host whose certificate only Docker trusts. */
    private HttpClient client(URI uri) throws ImageException {
        HttpClient known = clients.get(uri.getAuthority());
        if (known != null && uri.getScheme().equals("https")) {
            return known;
        }
        Optional<SSLContext> special =
                uri.getScheme().equals("https") ? trust.of(uri.getAuthority()) : Optional.empty();
        return special.isPresent()
                ? clients.computeIfAbsent(uri.getAuthority(), host -> client(special))
                : clients.computeIfAbsent(ALL_OTHERS, host -> client(special));
    }

    private static HttpClient client(Optional<SSLContext> tls) {
        // HTTP/2 would have the client ask plain registries for an upgrade, which some proxies answer with an error.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER);
        tls.ifPresent(builder::sslContext);
        return builder.build();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 307 || status == 308;
    }
}
