package io.jenkins.plugins.deployer.image;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Brings images from one repository into another, byte for byte, so that their digests stay. In one registry nothing is
 * transferred: it is asked to mount the blobs.
 *
 * @param purpose what is copied, as errors say it
 */
record ImageCopy(RegistryRepository source, RegistryRepository target, String purpose) {
    /** An index may have indexes; deeper ones than this are nobody's intention. */
    private static final int DEEPEST = 4;

    /** Copies an image, and stores it under its digest or a tag of the target. */
    void copy(Manifest manifest, String reference, Deadline deadline) throws ImageException, InterruptedException {
        copyParts(manifest, 1, deadline);
        target.put(manifest, reference, deadline);
    }

    /** A repository that has a manifest has everything it names: registries see to that. */
    private void copyParts(Manifest manifest, int depth, Deadline deadline)
            throws ImageException, InterruptedException {
        if (source.equals(target) || target.find(manifest.digest(), deadline).isPresent()) {
            return;
        }
        if (depth > DEEPEST) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    "could not " + purpose + ": it is an index of indexes, more than " + DEEPEST + " deep");
        }
        for (Descriptor image : manifest.images()) {
            Manifest child = source.manifest(image.digest(), deadline);
            copyParts(child, depth + 1, deadline);
            target.put(child, image.digest(), deadline);
        }
        Set<Descriptor> blobs = new LinkedHashSet<>(manifest.layers());
        manifest.config().ifPresent(blobs::add);
        for (Descriptor blob : blobs) {
            if (!blob.foreign()) {
                copyBlob(blob, deadline);
            }
        }
    }

    private void copyBlob(Descriptor blob, Deadline deadline) throws ImageException, InterruptedException {
        boolean there = source.isInSameRegistryAs(target)
                ? target.mount(purpose, blob.digest(), source, deadline)
                : target.hasBlob(purpose, blob.digest(), deadline);
        if (!there) {
            new BlobUpload(target, purpose, blob, () -> new BlobStream(source, blob, deadline)).send(deadline);
        }
    }
}
