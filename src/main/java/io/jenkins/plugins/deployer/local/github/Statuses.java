package io.jenkins.plugins.deployer.local.github;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows statuses on commits in the background, so that nothing waits for GitHub, nor ends differently because of it. Of a
 * commit's statuses that wait only the newest is shown. What GitHub does not take is told in one line. Safe for use by several
 * threads.
 */
public final class Statuses implements AutoCloseable {
    private static final String CONTEXT = "deployability";
    /** Commits whose status waits. */
    private static final int MOST_WAITING = 1_000;

    private final GitHubApp app;
    private final Consumer<String> troubles;
    private final Duration lastWait;
    private final int mostWaiting;
    private final Map<Commit, Status> waiting = new LinkedHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "statuses");
        made.setDaemon(true);
        return made;
    });
    private boolean isBusy;
    private int tooMany;

    private record Commit(RepositoryName repository, String id) {}

    private record Status(CommitState state, String description) {}

    /**
     * @param troubles is told in a sentence what could not be shown
     * @param lastWait for how long the end waits for what is not shown yet
     */
    public Statuses(GitHubApp app, Consumer<String> troubles, Duration lastWait) {
        this(app, troubles, lastWait, MOST_WAITING);
    }

    Statuses(GitHubApp app, Consumer<String> troubles, Duration lastWait, int mostWaiting) {
        this.app = app;
        this.troubles = troubles;
        this.lastWait = lastWait;
        this.mostWaiting = mostWaiting;
    }

    /** Whether there is a status of this repository's commits. */
    public boolean areOf(RepositoryName repository) {
        return app.owns(repository);
    }

    /** Does not wait. After the end it does nothing. */
    public synchronized void show(RepositoryName repository, String commit, CommitState state, String description) {
        Commit key = new Commit(repository, commit);
        if (thread.isShutdown()) {
            return;
        }
        if (waiting.size() == mostWaiting && !waiting.containsKey(key)) {
            tooMany++;
        } else if (waiting.put(key, new Status(state, description)) == null) {
            thread.execute(this::showNext);
        }
    }

    private void showNext() {
        Commit commit;
        Status status;
        synchronized (this) {
            Iterator<Map.Entry<Commit, Status>> first = waiting.entrySet().iterator();
            if (!first.hasNext()) {
                return;
            }
            Map.Entry<Commit, Status> next = first.next();
            commit = next.getKey();
            status = next.getValue();
            first.remove();
            isBusy = true;
        }
        try {
            app.show(commit.repository(), commit.id(), status.state(), status.description(), CONTEXT);
        } catch (IOException e) {
            troubles.accept(e.getMessage());
        }
        shown();
    }

    private synchronized void shown() {
        isBusy = false;
        if (waiting.isEmpty() && tooMany > 0) {
            troubles.accept("GitHub is too slow; it was not told " + statuses(tooMany));
            tooMany = 0;
        }
    }

    private static String statuses(int count) {
        return count == 1 ? "1 status" : count + " statuses";
    }

    /** Waits for what is not shown yet, not for ever. */
    @Override
    public void close() {
        synchronized (this) {
            thread.shutdown();
        }
        try {
            if (!thread.awaitTermination(lastWait.toMillis(), TimeUnit.MILLISECONDS)) {
                giveUp();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void giveUp() {
        int left = waiting.size() + tooMany + (isBusy ? 1 : 0);
        waiting.clear();
        tooMany = 0;
        isBusy = false;
        thread.shutdownNow();
        if (left > 0) {
            troubles.accept("GitHub did not take " + statuses(left) + " within " + lastWait.toSeconds() + " s");
        }
    }
}
