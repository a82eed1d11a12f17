package io.jenkins.plugins.deployer.local;

import java.util.Locale;

/** How much harm an operation can do, from the least to the most. */
enum Level {
    /** Reading heads, commits and digests. */
    HARMLESS("reading"),
    /** Building on this machine. */
    MOSTLY_HARMLESS("building"),
    /** Keeping a build in the staging repository. */
    AVERAGE("staging"),
    /** Giving an image the name that others pull. */
    ABOVE_AVERAGE("publishing"),
    /** Changing what runs on a host. */
    DANGEROUS("deploying");

    private final String operation;

    Level(String operation) {
        this.operation = operation;
    }

    /** What is done at this level, for example {@code building}. */
    String operation() {
        return operation;
    }

    /** As it is typed, for example {@code mostly-harmless}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
