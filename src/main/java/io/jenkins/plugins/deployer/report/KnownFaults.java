package io.jenkins.plugins.deployer.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which commits and digests each service was put back from for their own fault, the last time that they were tried. Not
 * safe for use by several threads.
 */
final class KnownFaults {
    /** A commit of ours, or the digest of an image; the two never look alike. */
    private record Version(ServiceOnHost service, String id) {}

    private final Map<Version, Deployment> faults = new HashMap<>();

    /** Adds a deployment that is newer than all before. What ended before the first change says nothing of the image. */
    void add(Deployment deployment) {
        if (deployment.triedImage()) {
            deployment.origin().ifPresent(origin -> add(deployment, origin.commit()));
            deployment.digest().ifPresent(digest -> add(deployment, digest));
        }
    }

    private void add(Deployment deployment, String id) {
        Version version = new Version(deployment.service(), id);
        if (deployment.isImagesFault()) {
            faults.put(version, deployment);
        } else {
            faults.remove(version);
        }
    }

    Optional<Deployment> ofCommit(ServiceOnHost service, String commit) {
        return Optional.ofNullable(faults.get(new Version(service, commit)));
    }

    Optional<Deployment> ofDigest(ServiceOnHost service, String digest) {
        return Optional.ofNullable(faults.get(new Version(service, digest)));
    }

    void clear() {
        faults.clear();
    }
}
