package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.HealthCheck;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks health addresses over HTTP, twenty times a second while a change is young, so that gaps of a moment are seen.
 * All addresses share one thread and one client; none of them holds a thread while it waits for its answer.
 */
public final class HttpHealthWatch implements HealthWatch, AutoCloseable {
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration SELDOM = Duration.ofMillis(500);
    private static final Duration YOUNG = Duration.ofMinutes(1);
    private static final Duration NO_ANSWER = Duration.ofSeconds(5);

    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "health of services");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Watching> all = new ConcurrentHashMap<>();

    /** Made when the first address is asked: a deployment without one need not wait for its classes. */
    private static final class Shared {
        static final HttpClient CLIENT = HttpClient.newBuilder()
                .connectTimeout(NO_ANSWER)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    public HttpHealthWatch(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Gap seen(String id, HealthCheck check, Gap before) {
        return all.computeIfAbsent(id, first -> new Watching(check, before)).seen;
    }

    @Override
    public void stop(String id) {
        Watching watching = all.remove(id);
        if (watching != null) {
            watching.stopped = true;
        }
    }

    @Override
    public void close() {
        all.keySet().forEach(this::stop);
        timer.shutdownNow();
    }

    /** One address that is asked over and over, the next time when the last one was answered. */
    private final class Watching {
        private final HealthCheck check;
        private final Instant began = clock.instant();
        private volatile Gap seen;
        private volatile boolean stopped;

        Watching(HealthCheck check, Gap before) {
            this.check = check;
            this.seen = before.resumed();
            timer.execute(this::ask);
        }

        private void ask() {
            if (stopped) {
                return;
            }
            long start = System.nanoTime();
            HttpRequest request =
                    HttpRequest.newBuilder(check.url()).timeout(NO_ANSWER).build();
            CompletableFuture<HttpResponse<Void>> asked =
                    Shared.CLIENT.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            // The request's own time limit ends with the headers.
            Future<?> limit =
                    timer.schedule(() -> asked.cancel(true), NO_ANSWER.toMillis() + 100, TimeUnit.MILLISECONDS);
            asked.whenComplete((answer, error) -> {
                limit.cancel(false);
                seen = error == null ? answered(answer.statusCode()) : seen.bad(clock.instant(), message(error));
                askAgain(Duration.ofNanos(System.nanoTime() - start));
            });
        }

        private Gap answered(int status) {
            return status == check.status()
                    ? seen.good(clock.instant())
                    : seen.bad(clock.instant(), "it answered " + status);
        }

        private void askAgain(Duration took) {
            boolean young = clock.instant().isBefore(began.plus(YOUNG));
            long rest = (young ? OFTEN : SELDOM).minus(took).toMillis();
            if (!stopped && !timer.isShutdown()) {
                timer.schedule(this::ask, Math.max(1, rest), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** For people: what kept the address from answering. */
    private static String message(Throwable error) {
        Throwable last = error;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            last = cause;
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "its host name is not known";
            }
            if (cause instanceof CertPathBuilderException) {
                return "its certificate is signed by nobody whom this Java trusts";
            }
            if (cause instanceof HttpTimeoutException || cause instanceof CancellationException) {
                return "no answer within " + Times.label(NO_ANSWER);
            }
        }
        String what = last.getMessage() == null ? "" : last.getMessage();
        if (last instanceof ClosedChannelException || what.contains("refused")) {
            return "the connection was refused";
        }
        return what.isBlank() ? "the connection broke" : what;
    }
}
