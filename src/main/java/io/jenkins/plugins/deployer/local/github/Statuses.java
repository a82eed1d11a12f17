package io.jenkins.plugins.deployer.local.github;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows statuses on commits in the background, in order, so that nothing waits for GitHub, nor ends differently because of it.
 * What GitHub does not take is told in one line.
 */
public final class Statuses implements AutoCloseable {
    private static final String CONTEXT = "deployability";

    private final GitHubApp app;
    private final Consumer<String> troubles;
    private final Duration lastWait;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "statuses");
        made.setDaemon(true);
        return made;
    });

    /**
     * @param troubles is told in a sentence what could not be shown
     * @param lastWait for how long the end waits for what is not shown yet
     */
    public Statuses(GitHubApp app, Consumer<String> troubles, Duration lastWait) {
        this.app = app;
        this.troubles = troubles;
        this.lastWait = lastWait;
    }

    /** Whether there is a status of this repository's commits. */
    public boolean areOf(RepositoryName repository) {
        return app.owns(repository);
    }

    /** Does not wait. */
    public void show(RepositoryName repository, String commit, CommitState state, String description) {
        thread.execute(() -> {
            try {
                app.show(repository, commit, state, description, CONTEXT);
            } catch (IOException e) {
                troubles.accept(e.getMessage());
            }
        });
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(lastWait.toMillis(), TimeUnit.MILLISECONDS)) {
                troubles.accept("GitHub did not take the last status within " + lastWait.toSeconds() + " s");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
