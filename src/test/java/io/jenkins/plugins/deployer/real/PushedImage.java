package io.jenkins.plugins.deployer.real;

/**
 * An image that a registry has.
 *
 * @param repository with the registry's address: {@code 127.0.0.1:PORT/NAME}
 * @param digest {@code sha256:…}
 */
public record PushedImage(String repository, String tag, String digest) {
    /** {@code REPOSITORY:TAG} */
    public String byTag() {
        return repository + ":" + tag;
    }

    /** {@code REPOSITORY@DIGEST} */
    public String byDigest() {
        return repository + "@" + digest;
    }
}
