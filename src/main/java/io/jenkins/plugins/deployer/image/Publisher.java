package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.PublishTask;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Publishes what was built. First everything is brought into the published repository, then a tag that never moves
 * keeps it there, and the tag that people know moves last: whoever pulls gets the old image or the new one, complete.
 * Safe for use by several threads.
 */
public final class Publisher {
    private static final int SHORT = 12;

    private final RegistryClient registry;

    public Publisher(RegistryClient registry) {
        this.registry = Objects.requireNonNull(registry);
    }

    /**
     * Publishes one image: the build itself if there is one, an index over the builds if there are several. Writes
     * nothing if that is published already.
     *
     * <p>The tag that keeps it is the task's. Should that mean another image already, because the same build was made
     * twice with different results, it stays as it is, and the first digits of the digest are added to ours.
     *
     * @param builds where each build of the task is, by digest
     * @return the published name with the digest
     * @throws ImageException {@link ImageException.Kind#NOT_FOUND} if a build is not there; then nothing is published
     * @throws IllegalArgumentException if a build of the task is missing in the map
     */
    public ImageName publish(PublishTask task, Map<BuildKey, ImageName> builds, Deadline deadline)
            throws ImageException, InterruptedException {
        List<ImageName> images = images(task, builds);
        Manifest manifest = manifest(images, deadline);
        ImageName published = task.name().withDigest(manifest.digest());
        Kept kept = kept(task, manifest, deadline);
        if (!kept.there()) {
            for (ImageName image : images) {
                registry.copy(image, published, task.name(), deadline);
            }
            registry.keep(manifest, kept.name(), deadline);
        }
        if (!isThere(task.name(), manifest, deadline)) {
            registry.put(manifest, task.name(), deadline);
        }
        return published;
    }

    /**
     * What {@link #publish} would return if it would write nothing; else empty. Writes nothing itself.
     *
     * @param builds where each build of the task is, by digest
     */
    public Optional<ImageName> published(PublishTask task, Map<BuildKey, ImageName> builds, Deadline deadline)
            throws ImageException, InterruptedException {
        Manifest manifest = manifest(images(task, builds), deadline);
        boolean isThere = isThere(task.name(), manifest, deadline)
                && kept(task, manifest, deadline).there();
        return isThere ? Optional.of(task.name().withDigest(manifest.digest())) : Optional.empty();
    }

    private Manifest manifest(List<ImageName> images, Deadline deadline) throws ImageException, InterruptedException {
        return images.size() == 1 ? registry.manifest(images.get(0), deadline) : registry.index(images, deadline);
    }

    private static List<ImageName> images(PublishTask task, Map<BuildKey, ImageName> builds) {
        List<ImageName> images = new ArrayList<>();
        for (BuildKey key : task.builds()) {
            ImageName image = builds.get(key);
            if (image == null || image.digest().isEmpty()) {
                throw new IllegalArgumentException(
                        "\"" + task.title() + "\" needs the build " + key.brief() + " by digest, not " + image);
            }
            images.add(image);
        }
        return images;
    }

    /** @param there whether the image has that tag already */
    private record Kept(ImageName name, boolean there) {}

    private Kept kept(PublishTask task, Manifest manifest, Deadline deadline)
            throws ImageException, InterruptedException {
        ImageName usual = task.name().withTag(task.keep());
        Optional<String> there = registry.find(usual, deadline);
        if (there.isEmpty() || there.get().equals(manifest.digest())) {
            return new Kept(usual, there.isPresent());
        }
        String digits = manifest.digest().substring(manifest.digest().indexOf(':') + 1);
        ImageName other = task.name().withTag(task.keep() + "-" + digits.substring(0, SHORT));
        return new Kept(other, isThere(other, manifest, deadline));
    }

    private boolean isThere(ImageName name, Manifest manifest, Deadline deadline)
            throws ImageException, InterruptedException {
        return registry.find(name, deadline).equals(Optional.of(manifest.digest()));
    }
}
