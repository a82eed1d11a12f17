package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.report.Deployment;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A follower that remembers what it was told. */
class Ears implements Follower {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Deployment> end = new CompletableFuture<>();

    @Override
    public void tell(String line) {
        lines.add(line);
    }

    @Override
    public void ended(RecordedDeployment deployment) {
        if (!end.complete(deployment.deployment())) {
            throw new AssertionError("told twice how it ended: " + deployment);
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean isOver() {
        return end.isDone();
    }

    Deployment await() {
        try {
            return end.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("It did not end: " + lines, e);
        }
    }
}
