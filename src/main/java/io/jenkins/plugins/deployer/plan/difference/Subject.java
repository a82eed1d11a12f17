package io.jenkins.plugins.deployer.plan.difference;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Optional;

/**
 * What rules say something about.
 *
 * @param repository whose it is; empty for what belongs to none
 * @param name for people; of a service its name on the host
 * @param host where it is deployed, by its name in the rules; of what is deployed only
 */
public record Subject(What what, Optional<RepositoryName> repository, String name, Optional<String> host) {
    public Subject {
        requireNonNull(what);
        requireNonNull(repository);
        requireNonNull(name);
        requireNonNull(host);
    }

    static Subject of(What what, String name) {
        return new Subject(what, Optional.empty(), name, Optional.empty());
    }

    /** For people: {@code web@toxis}, or the name alone. */
    @Override
    public String toString() {
        return host.map(place -> name + "@" + place).orElse(name);
    }

    /** The sorts of things that rules are about. */
    public enum What {
        FORGE("forge"),
        STAGING("staging"),
        /** Those that build for an architecture, which is the name. */
        AGENTS("agents"),
        HOST("host"),
        BUILD("build"),
        PUBLICATION("publication"),
        SERVICE("service"),
        STACK("stack"),
        COMPOSE("compose"),
        UNIKERNEL("unikernel"),
        /** Somebody else's, which is followed. */
        IMAGE("image");

        private final String label;

        What(String label) {
            this.label = label;
        }

        /** The word in JSON. */
        public String label() {
            return label;
        }

        /** Whether it is brought to hosts. */
        public boolean isDeployed() {
            return this == SERVICE || this == STACK || this == COMPOSE || this == UNIKERNEL;
        }
    }
}
