package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which repositories something has happened in. Many calls for one of them are one. Safe for use by several threads. */
final class Calls {
    private final Set<RepositoryName> waiting = new LinkedHashSet<>();
    private Collection<RepositoryName> known = List.of();

    /** From now on only these are of interest. */
    synchronized void know(Collection<RepositoryName> repositories) {
        known = List.copyOf(repositories);
    }

    /**
     * Something has happened.
     *
     * @param name {@code OWNER/REPO}; forges do not care about the case of its letters
     * @return whether that is of interest
     */
    synchronized boolean add(String name) {
        for (RepositoryName repository : known) {
            if (repository.toString().equalsIgnoreCase(name)) {
                waiting.add(repository);
                notifyAll();
                return true;
            }
        }
        return false;
    }

    /** Waits until there is at least one, and takes them all. */
    synchronized Set<RepositoryName> take() throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        Set<RepositoryName> taken = new LinkedHashSet<>(waiting);
        waiting.clear();
        return taken;
    }
}
