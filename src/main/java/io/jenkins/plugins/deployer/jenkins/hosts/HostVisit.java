package io.jenkins.plugins.deployer.jenkins.hosts;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A first conversation with a host, over connections of its own, which asks only who is there. */
final class HostVisit {
    private final Host host;
    private final HostReach reach;

    HostVisit(Host host, HostReach reach) {
        this.host = host;
        this.reach = reach;
    }

    /**
     * Makes it.
     *
     * @return who answered, in a sentence
     * @throws IOException with a sentence about what stands in the way, at the latest when the time is up
     */
    String make(Duration longest) throws IOException, InterruptedException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (Engines engines = new Engines(any -> reach)) {
            Thread visit = new Thread(() -> talk(engines, answer), "visit to " + host.name());
            visit.setDaemon(true);
            visit.start();
            return answer.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(host.name() + ": no answer within " + longest.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException said ? said : new IOException(e.getCause());
        }
    }

    private void talk(Engines engines, CompletableFuture<String> answer) {
        try {
            answer.complete(ask(engines));
        } catch (IOException | InterruptedException | RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private String ask(Engines engines) throws IOException, InterruptedException {
        if (host instanceof Host.Docker docker) {
            return engine(engines.engine(docker));
        } else if (host instanceof Host.Solo5 solo5) {
            return UnikernelVisit.solo5(solo5, engines.ssh(solo5));
        }
        return UnikernelVisit.albatross((Host.Albatross) host, reach);
    }

    private static String engine(Engine engine) throws IOException, InterruptedException {
        JsonNode version = engine.get("/version");
        JsonNode swarm = engine.get("/info").path("Swarm");
        String found = "Docker Engine " + version.path("Version").asText("of an unknown version") + " (API "
                + version.path("ApiVersion").asText("unknown") + ") answers";
        if (swarm.path("ControlAvailable").asBoolean()) {
            return found + " and is a Swarm manager.";
        }
        return swarm.path("LocalNodeState").asText("").equals("active")
                ? found + ", but is only a worker of its Swarm: name a manager in the rules."
                : found + ", but is not in a Swarm, so it runs no services: \"docker swarm init\" there makes it a"
                        + " manager.";
    }
}
