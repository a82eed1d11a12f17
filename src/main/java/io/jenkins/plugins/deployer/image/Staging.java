package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where builds are kept between building and publishing, so that nothing is built twice. What is in a registry under a
 * tag proves nothing, since others may push there too: a build is used again only if we recorded it, by digest, when
 * we built it for a branch or tag of the same repository. Safe for use by several threads.
 */
public final class Staging {
    private final RegistryClient registry;
    private final BuildRecords records;

    public Staging(RegistryClient registry, BuildRecords records) {
        this.registry = Objects.requireNonNull(registry);
        this.records = Objects.requireNonNull(records);
    }

    /**
     * The name to push a build under: the build key as the tag, in the staging repository, or, if builds are not
     * staged, in the repository that it will first be published to. There the tag is no more than a place to push to;
     * {@link Publisher} adds the tags that mean something.
     *
     * @return empty if builds are not staged and this one is not published: then it is built and not pushed
     */
    public static Optional<ImageName> place(BuildTask build, Plan plan) {
        return build.staging().or(() -> plan.publications().stream()
                .filter(publication -> publication.builds().contains(build.key()))
                .map(PublishTask::name)
                .map(name -> name.withTag(build.key().hex()))
                .findFirst());
    }

    /**
     * An earlier build that can be used instead of building again, because it is of the same key, is in the place where
     * this one would be pushed, and may serve the revision.
     *
     * @param place where the build would be pushed
     * @return empty if it must be built
     */
    public Optional<BuildRecord> find(BuildTask build, ImageName place, Revision revision, Deadline deadline)
            throws ImageException, InterruptedException {
        for (BuildRecord record : records.of(build.key())) {
            boolean fits = record.architecture() == build.architecture()
                    && record.serves(revision)
                    && record.image().registry().equals(place.registry())
                    && record.image().repository().equals(place.repository());
            if (fits && registry.exists(record.image(), deadline)) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /**
     * Records a build that has been pushed.
     *
     * @param place where it was pushed
     * @param digest of what was pushed, as the push said
     * @param took how long building and pushing took
     */
    public BuildRecord add(BuildTask build, ImageName place, String digest, Revision revision, Duration took)
            throws ImageException {
        BuildRecord record = new BuildRecord(
                build.key(), build.architecture(), place.withDigest(digest), revision, Instant.now(), took);
        records.add(record);
        return record;
    }

    /**
     * Records that an image was looked at and is what was asked for.
     *
     * @param fingerprint of what was asked
     */
    public void addChecked(BuildRecord build, String fingerprint) throws ImageException {
        records.add(build.withChecked(fingerprint));
    }

    /** The same of an image of which the record is not at hand; nothing if there is none. */
    public void addChecked(BuildKey key, ImageName image, String fingerprint) throws ImageException {
        for (BuildRecord build : records.of(key)) {
            if (build.image().equals(image)) {
                addChecked(build, fingerprint);
                return;
            }
        }
    }

    /**
     * Whether the image of a build was looked at and is what is asked for. If two branches build one image at the same time, only
     * the record of one of them says so.
     */
    public boolean isChecked(BuildRecord build, String fingerprint) throws ImageException {
        return isChecked(build.key(), build.image(), fingerprint);
    }

    /** The same of an image of which the record is not at hand. */
    public boolean isChecked(BuildKey key, ImageName image, String fingerprint) throws ImageException {
        return records.of(key).stream()
                .anyMatch(build -> build.image().equals(image)
                        && build.checked().filter(fingerprint::equals).isPresent());
    }
}
