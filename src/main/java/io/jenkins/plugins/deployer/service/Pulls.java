package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.image.Logins;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Images on their way to the hosts' engines. A pull belongs to no roll-out: two that want the same image on the same
 * host share it, and one that was resumed begins it again. Safe for use by several threads.
 */
final class Pulls {
    private final Logins logins;
    private final Executor executor;
    private final Map<String, CompletableFuture<Pulled>> pulls = new ConcurrentHashMap<>();

    Pulls(Logins logins, Executor executor) {
        this.logins = logins;
        this.executor = executor;
    }

    /** How a pull ended. */
    sealed interface Pulled {
        /** The image is on the host. */
        record There() implements Pulled {}

        /**
         * It is not.
         *
         * @param reason in the engine's or the registry's words
         * @param passing whether trying again is worth it
         */
        record Missing(String reason, boolean passing) implements Pulled {}
    }

    /**
     * Begins to pull, unless that is under way, and waits a moment for its end.
     *
     * @return how it ended, which is said once; empty if it has not
     */
    Optional<Pulled> pull(Engine engine, ImageName image, Duration moment) throws InterruptedException {
        String key = engine.name() + " " + image;
        CompletableFuture<Pulled> pull = pulls.computeIfAbsent(
                key, absent -> CompletableFuture.supplyAsync(() -> pulled(engine, image), executor));
        try {
            Pulled ended = pull.get(moment.toMillis(), TimeUnit.MILLISECONDS);
            pulls.remove(key, pull);
            return Optional.of(ended);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            pulls.remove(key, pull);
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Pulled pulled(Engine engine, ImageName image) {
        String[] error = {""};
        try {
            engine.stream(
                    "/images/create?fromImage=" + encoded(image.toString()),
                    RegistryAuth.header(logins, image),
                    line -> error[0] = line.has("error") ? error(line) : error[0]);
        } catch (EngineException e) {
            return new Pulled.Missing(e.getMessage(), e.isTransient() || Passing.says(e.getMessage()));
        } catch (IOException e) {
            return new Pulled.Missing(e.getMessage(), false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Pulled.Missing("the pull was interrupted", true);
        }
        return error[0].isEmpty() ? new Pulled.There() : new Pulled.Missing(error[0], Passing.says(error[0]));
    }

    private static String error(JsonNode line) {
        return line.path("errorDetail")
                .path("message")
                .asText(line.path("error").asText());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
