package io.jenkins.plugins.deployer.image;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * That we built something, and where it is.
 *
 * @param key what was built
 * @param architecture what it was built for
 * @param image the repository that it was pushed to, and its digest there
 * @param revision what it was built from
 * @param finished when the build ended
 * @param took how long it took
 * @param checked what the image was found to be, as a fingerprint of what was asked; empty if it was not looked at
 */
public record BuildRecord(
        BuildKey key,
        Architecture architecture,
        ImageName image,
        Revision revision,
        Instant finished,
        Duration took,
        Optional<String> checked) {
    /** Of an image that was not looked at. */
    public BuildRecord(
            BuildKey key,
            Architecture architecture,
            ImageName image,
            Revision revision,
            Instant finished,
            Duration took) {
        this(key, architecture, image, revision, finished, took, Optional.empty());
    }

    /** @throws IllegalArgumentException if the image has no digest, or has a tag */
    public BuildRecord {
        requireNonNull(key);
        requireNonNull(architecture);
        requireNonNull(revision);
        requireNonNull(finished);
        requireNonNull(checked);
        if (image.digest().isEmpty() || image.tag().isPresent()) {
            throw new IllegalArgumentException("A build is recorded by digest alone, not as " + image);
        }
        if (took.isNegative()) {
            throw new IllegalArgumentException("A build cannot take " + took);
        }
    }

    /** The same of an image that was looked at. */
    public BuildRecord withChecked(String fingerprint) {
        return new BuildRecord(key, architecture, image, revision, finished, took, Optional.of(fingerprint));
    }

    /**
     * Whether another revision may use the result. Only one of the same repository, and only what a branch or tag of
     * it was built to: anybody can open a change request, and its build may leave whatever it likes behind.
     */
    public boolean serves(Revision other) {
        return !(revision.head() instanceof Head.ChangeRequest)
                && revision.repository().equals(other.repository());
    }
}
