package io.jenkins.plugins.deployer.jenkins.deploy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Who follows one deployment. Whoever comes late is told first what nobody heard, as after a restart. Safe for use by
 * several threads, of which one at a time tells.
 */
final class Audience {
    /** Of the lines that nobody heard. */
    private static final int MOST_LINES = 200;

    private final List<Follower> followers = new ArrayList<>();
    private final Deque<String> unheard = new ArrayDeque<>();
    private volatile Optional<String> lastLine = Optional.empty();
    private volatile Optional<RecordedDeployment> outcome = Optional.empty();
    private volatile boolean isDelivered;

    void add(Follower follower) {
        synchronized (this) {
            unheard.forEach(follower::tell);
            unheard.clear();
            followers.add(follower);
            if (outcome.isEmpty()) {
                return;
            }
            isDelivered = true;
        }
        follower.ended(outcome.get());
    }

    synchronized void tell(String line) {
        lastLine = Optional.of(line);
        if (!followers.isEmpty()) {
            followers.forEach(follower -> follower.tell(line));
            return;
        }
        unheard.addLast(line);
        if (unheard.size() > MOST_LINES) {
            unheard.removeFirst();
        }
    }

    void end(RecordedDeployment deployment) {
        List<Follower> told;
        synchronized (this) {
            outcome = Optional.of(deployment);
            told = List.copyOf(followers);
            isDelivered = !told.isEmpty();
        }
        told.forEach(follower -> follower.ended(deployment));
    }

    Optional<String> lastLine() {
        return lastLine;
    }

    Optional<RecordedDeployment> outcome() {
        return outcome;
    }

    /** Whether somebody was told how it ended. */
    boolean isDelivered() {
        return isDelivered;
    }
}
