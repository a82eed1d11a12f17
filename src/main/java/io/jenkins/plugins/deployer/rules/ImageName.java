package io.jenkins.plugins.deployer.rules;

import java.util.Optional;

/**
 * The name of an image as people write it, with Docker's defaults filled in.
 *
 * @param registry for example {@code docker.io}, {@code registry.example.org}, {@code 127.0.0.1:5000}
 * @param repository for example {@code library/busybox}
 * @param tag empty if none was given
 * @param digest {@code sha256:} and 64 hexadecimal digits; empty if none was given
 */
public record ImageName(String registry, String repository, Optional<String> tag, Optional<String> digest) {
    /**
     * Reads the familiar form, {@code [REGISTRY/]REPOSITORY[:TAG][@DIGEST]}.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong
     */
    public static ImageName parse(String text) {
        throw new UnsupportedOperationException();
    }

    public ImageName withTag(String newTag) {
        return new ImageName(registry, repository, Optional.of(newTag), Optional.empty());
    }

    public ImageName withDigest(String newDigest) {
        return new ImageName(registry, repository, Optional.empty(), Optional.of(newDigest));
    }

    /** The familiar form, which {@link #parse} reads back: {@code docker.io/library/} is left out. */
    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
