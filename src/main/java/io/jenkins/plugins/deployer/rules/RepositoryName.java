package io.jenkins.plugins.deployer.rules;

/**
 * The name of a repository on the forge, as {@code OWNER/REPO}; the owner may itself have several segments.
 *
 * @param owner for example {@code ocurrent}
 * @param name for example {@code docker-base-images}
 */
public record RepositoryName(String owner, String name) {
    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
