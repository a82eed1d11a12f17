package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which repositories something has happened in. Many calls for one of them are one. What is not known may be so when the rules
 * are read again. Safe for use by several threads.
 */
final class Calls {
    private static final int MOST_UNKNOWN = 100;

    private final Set<RepositoryName> waiting = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private Collection<RepositoryName> known = List.of();
    private boolean isOutdated;

    /** From now on only these are of interest; so is what has happened in them while they were not known. */
    synchronized void know(Collection<RepositoryName> repositories) {
        known = List.copyOf(repositories);
        unknown.forEach(name -> find(name).ifPresent(waiting::add));
        unknown.clear();
        isOutdated = false;
    }

    /**
     * Something has happened.
     *
     * @param name {@code OWNER/REPO}; forges do not care about the case of its letters
     * @return whether that is of interest, as far as is known
     */
    synchronized boolean add(String name) {
        Optional<RepositoryName> repository = find(name);
        if (repository.isPresent()) {
            waiting.add(repository.get());
        } else {
            isOutdated = true;
            if (unknown.size() < MOST_UNKNOWN) {
                unknown.add(name);
            }
        }
        notifyAll();
        return repository.isPresent();
    }

    private Optional<RepositoryName> find(String name) {
        return known.stream()
                .filter(repository -> repository.toString().equalsIgnoreCase(name))
                .findFirst();
    }

    /**
     * Waits until there is at least one, and takes them all; or until what is of interest is to be read again, and takes those
     * that there are, if any.
     */
    synchronized Set<RepositoryName> take() throws InterruptedException {
        while (waiting.isEmpty() && !isOutdated) {
            wait();
        }
        Set<RepositoryName> taken = new LinkedHashSet<>(waiting);
        waiting.clear();
        isOutdated = false;
        return taken;
    }
}
