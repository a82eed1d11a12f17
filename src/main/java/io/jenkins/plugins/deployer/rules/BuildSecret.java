package io.jenkins.plugins.deployer.rules;

/**
 * A secret of a build, by Docker's own id.
 *
 * @param id the id that the Dockerfile mounts
 * @param source where the value is
 */
public record BuildSecret(String id, Source source) {
    /** Where the value of a secret is. */
    public sealed interface Source {}

    /** A file on the machine that builds. */
    public record File(String path) implements Source {}

    /** An environment variable of whoever runs the build. */
    public record Environment(String variable) implements Source {}

    /** A credential: of Jenkins by its id; in the local command the environment variable of that name. */
    public record Credential(String id) implements Source {}
}
