package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * The conversation with one registry: asks again as long as it is worth it, says who we are when asked, and turns what
 * goes wrong into sentences. Safe for use by several threads.
 */
final class RegistryConnection {
    private static final int ERROR_LIMIT = 64 * 1024;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final RegistryAddress address;
    private final boolean mayBePlain;
    private final Http http;
    private final RegistryAuthorization authorization;
    private final Consumer<String> log;
    private volatile Optional<URI> base = Optional.empty();

    /**
     * @param mayBePlain whether the registry may be spoken to without TLS
     * @param log is told, in one line each, why something takes longer
     */
    RegistryConnection(RegistryAddress address, boolean mayBePlain, Http http, Logins logins, Consumer<String> log) {
        this.address = address;
        this.mayBePlain = mayBePlain;
        this.http = http;
        this.authorization = new RegistryAuthorization(address, mayBePlain, logins, http);
        this.log = log;
    }

    /** The registry's name in image names. */
    String registry() {
        return address.registry();
    }

    /** Makes something of an answer; if that fails because the connection broke, the call is made again. */
    @FunctionalInterface
    interface Reading<T> {
        T read(Answer answer) throws IOException, InterruptedException;
    }

    /** A failure that may pass, and how long the registry asked us to wait. */
    private static final class Passing extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient ImageException failure;
        private final transient Optional<Duration> wait;

        private Passing(ImageException failure, Optional<Duration> wait) {
            super(failure);
            this.failure = failure;
            this.wait = wait;
        }
    }

    /**
     * Calls, and reads the answer.
     *
     * @param reading if what it returns is the answer itself, that stays open, and is the caller's to close
     */
    <T> T call(Call call, Deadline deadline, Reading<T> reading) throws ImageException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(call, deadline, reading);
            } catch (Passing passing) {
                Duration wait = passing.wait.orElse(backoff(attempt));
                if (call.once() || wait.compareTo(deadline.left()) >= 0) {
                    throw gaveUp(passing.failure, attempt);
                }
                log.accept(passing.failure.getMessage() + "; trying again in " + seconds(wait));
                Thread.sleep(wait.toMillis());
            }
        }
    }

    private <T> T attempt(Call call, Deadline deadline, Reading<T> reading)
            throws ImageException, Passing, InterruptedException {
        try {
            Answer answer = authorized(call, deadline);
            boolean handedOver = false;
            try {
                if (!call.expected().contains(answer.status())) {
                    throw failure(call, RegistryFault.of(answer, answer.beginning(ERROR_LIMIT)));
                }
                T value = reading.read(answer);
                handedOver = value == answer;
                return value;
            } finally {
                if (!handedOver) {
                    answer.close();
                }
            }
        } catch (ImageException | Passing e) {
            throw e;
        } catch (IOException e) {
            throw new Passing(passing(call, e), Optional.empty());
        }
    }

    private IOException failure(Call call, RegistryFault fault) {
        ImageException exception =
                fault.exception(address, call.purpose(), authorization.user(), authorization.remedy());
        return fault.isPassing() ? new Passing(exception, fault.retryAfter()) : exception;
    }

    private static ImageException gaveUp(ImageException last, int attempts) {
        return new ImageException(
                ImageException.Kind.UNAVAILABLE,
                last.getMessage() + "; gave up after " + attempts + (attempts == 1 ? " attempt" : " attempts"),
                last);
    }

    private Answer authorized(Call call, Deadline deadline) throws IOException, InterruptedException {
        String target = call.target().get();
        URI uri = target.startsWith("/") ? base(deadline).resolve(target) : URI.create(target);
        boolean ours = Http.sameOrigin(base(deadline), uri);
        Optional<String> first = ours ? authorization.header(call.scopes(), deadline) : Optional.empty();
        Answer answer = http.send(request(call, uri, first), deadline);
        if (answer.status() != 401 || !Http.sameOrigin(base(deadline), answer.uri())) {
            return answer;
        }
        List<String> challenges = answer.headers().allValues("WWW-Authenticate");
        Optional<String> second = authorization.retry(challenges, first, call.scopes(), deadline);
        if (second.isEmpty()) {
            return answer;
        }
        answer.close();
        return http.send(request(call, uri, second), deadline);
    }

    private static Http.Request request(Call call, URI uri, Optional<String> authorization) {
        Call complete = authorization
                .map(header -> call.header("Authorization", header))
                .orElse(call);
        return new Http.Request(call.method(), uri, complete.headers(), call.body(), call.longBody());
    }

    /** The address of the registry, with the scheme that it speaks. */
    URI base(Deadline deadline) throws IOException, InterruptedException {
        if (base.isEmpty()) {
            URI tls = URI.create("https://" + address.host());
            base = Optional.of(mayBePlain ? plainOr(tls, deadline) : tls);
        }
        return base.get();
    }

    /**
     * Nothing secret is said before we know. A server that expects TLS answers 400 to plain HTTP, redirects to its TLS
     * port, or hangs up.
     */
    private URI plainOr(URI tls, Deadline deadline) throws IOException, InterruptedException {
        URI plain = URI.create("http://" + address.host());
        Http.Request question = new Http.Request("GET", plain.resolve("/v2/"), Map.of(), BodyPublishers::noBody, false);
        try (Answer answer = http.send(question, deadline)) {
            return answer.status() == 400 || answer.uri().getScheme().equals("https") ? tls : plain;
        } catch (ConnectException | HttpTimeoutException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            return tls;
        }
    }

    /** @throws ImageException if trying again changes nothing */
    private ImageException passing(Call call, IOException cause) throws ImageException, InterruptedException {
        if (cause instanceof InterruptedIOException && Thread.interrupted()) {
            throw (InterruptedException) new InterruptedException(cause.getMessage()).initCause(cause);
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ImageException known) {
                throw known;
            }
            if (each instanceof Answer.TooLong) {
                throw new ImageException(
                        ImageException.Kind.FAILED,
                        address.registry() + " could not " + call.purpose() + ": " + each.getMessage(),
                        cause);
            }
            if (each instanceof CertificateException || each instanceof SSLException && isPlain(each)) {
                throw new ImageException(ImageException.Kind.FAILED, tlsSentence(call, each), cause);
            }
        }
        return new ImageException(
                ImageException.Kind.UNAVAILABLE,
                address.registry() + " could not " + call.purpose() + ": " + inWords(cause),
                cause);
    }

    private static boolean isPlain(Throwable tlsFailure) {
        return String.valueOf(tlsFailure.getMessage()).contains("Unsupported or unrecognized SSL message");
    }

    private String tlsSentence(Call call, Throwable cause) {
        String start = "could not " + call.purpose() + ": " + address.registry();
        return cause instanceof CertificateException
                ? start + " has a certificate that is not trusted (" + cause.getMessage()
                        + "); put the certificate of its authority into /etc/docker/certs.d/" + address.host()
                        + "/ca.crt"
                : start + " does not speak TLS; name it as an insecure registry if that is meant to be so";
    }

    private static String inWords(IOException cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException) {
                return "its host is unknown";
            }
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "it does not answer";
        }
        if (cause instanceof ConnectException) {
            return "it cannot be reached (" + messageOr(cause, "connection refused") + ")";
        }
        return messageOr(cause, "the connection broke");
    }

    private static String messageOr(Throwable cause, String otherwise) {
        return cause.getMessage() == null || cause.getMessage().isEmpty() ? otherwise : cause.getMessage();
    }

    /** Doubles each time; half of it is chance, so that many who failed at once do not come back at once. */
    private static Duration backoff(int attempt) {
        long most = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempt - 1, 16));
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    private static String seconds(Duration time) {
        return time.toSeconds() == 0 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }
}
