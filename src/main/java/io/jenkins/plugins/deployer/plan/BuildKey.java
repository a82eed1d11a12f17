package io.jenkins.plugins.deployer.plan;

/**
 * Hash of everything that decides a build's result; builds with equal keys are one build.
 *
 * @param hex 64 lower-case hexadecimal digits of a SHA-256, fit for an image tag
 */
public record BuildKey(String hex) {
    @Override
    public String toString() {
        return hex;
    }
}
