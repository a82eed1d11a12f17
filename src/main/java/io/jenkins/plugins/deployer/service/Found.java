package io.jenkins.plugins.deployer.service;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the inspection found, before the first change. Of a unikernel the digests are those of binaries, and images are
 * written {@code NAME@sha256:…}; it has neither a service id nor a failure action.
 *
 * @param serviceId the engine's id: a service of the same name that somebody made anew is another one; empty if the
 *     service was not there and is created along with its stack
 * @param digest what the request's image was resolved to
 * @param image the image in the service's specification, word for word
 * @param previous the same, by digest where that could be found out
 * @param lastGood what to go back to; empty if nothing else is known to have run well
 * @param settle how long the new version has to run
 * @param adopted whether the specification had the digest already, so that no change is made
 * @param failureAction what Swarm was to do by itself about an update that fails; going back leaves it so again
 */
public record Found(
        String serviceId,
        String digest,
        String image,
        Version previous,
        Optional<Version> lastGood,
        Duration settle,
        boolean adopted,
        String failureAction) {
    public Found {
        Objects.requireNonNull(serviceId);
        Objects.requireNonNull(digest);
        Objects.requireNonNull(image);
        Objects.requireNonNull(previous);
        Objects.requireNonNull(lastGood);
        Objects.requireNonNull(settle);
        Objects.requireNonNull(failureAction);
    }

    /** Whether a service is the one that was found. */
    boolean isOf(ServiceView service) {
        return serviceId.isEmpty() || serviceId.equals(service.id());
    }
}
