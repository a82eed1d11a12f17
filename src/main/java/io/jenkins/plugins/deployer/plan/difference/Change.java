package io.jenkins.plugins.deployer.plan.difference;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Something that two rules files do not ask for in the same way.
 *
 * @param before what it was; empty if it is new
 * @param after what it is; empty if it is no longer there
 * @param details what differs; of what is new or no longer there, all that is said of it
 * @param rebuilds whether it is a build that was there before and has another result now
 * @param concerns of a host, the names of what is deployed on it before and after
 */
public record Change(
        Optional<Subject> before,
        Optional<Subject> after,
        List<Detail> details,
        boolean rebuilds,
        List<String> concerns) {
    /** @throws IllegalArgumentException if it is neither there before nor after */
    public Change {
        requireNonNull(before);
        requireNonNull(after);
        details = List.copyOf(details);
        concerns = List.copyOf(concerns);
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("A change has something that changes");
        }
    }

    /** What became of it. */
    public enum Sort {
        ADDED("added"),
        REMOVED("removed"),
        CHANGED("changed");

        private final String label;

        Sort(String label) {
            this.label = label;
        }

        /** The word in JSON. */
        public String label() {
            return label;
        }
    }

    public Sort sort() {
        if (before.isEmpty()) {
            return Sort.ADDED;
        }
        return after.isEmpty() ? Sort.REMOVED : Sort.CHANGED;
    }

    /** As it is now, or as it was if it is no longer there. */
    public Subject subject() {
        return after.or(() -> before).orElseThrow();
    }

    /** Whether it is deployed on another host from now on. */
    public boolean moves() {
        return subject().what().isDeployed()
                && sort() == Sort.CHANGED
                && details.stream().anyMatch(detail -> detail.field().equals(Facts.HOST));
    }

    /** The detail of that name. */
    public Optional<Detail> detail(String field) {
        return details.stream().filter(detail -> detail.field().equals(field)).findFirst();
    }

    /** What it would be to take it back. */
    public Change mirrored() {
        return new Change(after, before, details.stream().map(Detail::mirrored).toList(), rebuilds, concerns);
    }
}
