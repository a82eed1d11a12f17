package io.jenkins.plugins.deployer.service;

import java.util.Objects;
import java.util.Optional;

/**
 * What a service runs or ran.
 *
 * @param image as it stands in the service's specification; it has a digest unless somebody else deployed it without
 * @param commit what it was built from, where our own labels say so
 */
public record Version(String image, Optional<String> commit) {
    public Version {
        Objects.requireNonNull(image);
        Objects.requireNonNull(commit);
    }

    /** {@code sha256:…}, if the image is named by digest. */
    public Optional<String> digest() {
        return digestOf(image);
    }

    static Optional<String> digestOf(String image) {
        int at = image.indexOf('@');
        return at < 0 ? Optional.empty() : Optional.of(image.substring(at + 1));
    }

    /** Whether two names in specifications mean one image: by digest where both have one. */
    static boolean same(String one, String other) {
        Optional<String> left = digestOf(one);
        Optional<String> right = digestOf(other);
        return left.isPresent() && right.isPresent() ? left.equals(right) : one.equals(other);
    }

    /** For people: the commit if it is known, and as much of the digest as tells images apart. */
    public String label() {
        String short_ = digest().map(Version::shortened).orElse(image);
        return commit.map(id -> short_ + " (commit " + id.substring(0, Math.min(7, id.length())) + ")")
                .orElse(short_);
    }

    /** The first characters of a digest. */
    public static String shortened(String digest) {
        return digest.substring(0, Math.min(19, digest.length()));
    }
}
