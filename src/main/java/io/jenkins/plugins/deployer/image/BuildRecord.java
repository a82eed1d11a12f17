package io.jenkins.plugins.deployer.image;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.time.Duration;
import java.time.Instant;

/**
 * That we built something, and where it is.
 *
 * @param key what was built
 * @param architecture what it was built for
 * @param image the repository that it was pushed to, and its digest there
 * @param revision what it was built from
 * @param finished when the build ended
 * @param took how long it took
 */
public record BuildRecord(
        BuildKey key, Architecture architecture, ImageName image, Revision revision, Instant finished, Duration took) {
    /** @throws IllegalArgumentException if the image has no digest, or has a tag */
    public BuildRecord {
        requireNonNull(key);
        requireNonNull(architecture);
        requireNonNull(revision);
        requireNonNull(finished);
        if (image.digest().isEmpty() || image.tag().isPresent()) {
            throw new IllegalArgumentException("A build is recorded by digest alone, not as " + image);
        }
        if (took.isNegative()) {
            throw new IllegalArgumentException("A build cannot take " + took);
        }
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
