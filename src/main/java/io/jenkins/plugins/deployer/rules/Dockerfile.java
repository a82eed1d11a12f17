package io.jenkins.plugins.deployer.rules;

/** Where a build's Dockerfile comes from. */
public sealed interface Dockerfile {
    /** A file of the repository, relative to its top. */
    record At(String path) implements Dockerfile {}

    /** The text itself, kept in the rules. */
    record Contents(String text) implements Dockerfile {}
}
