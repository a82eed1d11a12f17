package io.jenkins.plugins.deployer.process;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process with all that it started: {@code git} leaves the network to children, {@code docker} to plugins. */
final class ProcessTree {
    /** What a program gets to clean up after itself: locks of git, the build session of docker. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final ProcessHandle root;
    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        this.root = root;
        members.add(root);
    }

    /**
     * Ends every process of the tree, politely first. Returns when they are gone, after a few seconds at the most; an
     * interrupt meanwhile only makes it less polite and is kept for the caller.
     */
    void kill() {
        grow();
        members.forEach(ProcessHandle::destroy);
        boolean interrupted = waitUntilGone(GRACE);
        // What was started meanwhile, by those that are still alive.
        grow();
        members.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        interrupted |= waitUntilGone(GRACE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks below every known member: a child whose parent ended is no descendant of the root any more. */
    private void grow() {
        root.descendants().forEach(members::add);
        for (ProcessHandle member : Set.copyOf(members)) {
            member.descendants().forEach(members::add);
        }
    }

    private boolean waitUntilGone(Duration limit) {
        CompletableFuture<?>[] ends =
                members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (InterruptedException e) {
            return true;
        } catch (TimeoutException | ExecutionException e) {
            // Some are left, or were not ours to watch: the caller kills harder, or has done all it can.
            return false;
        }
    }
}
