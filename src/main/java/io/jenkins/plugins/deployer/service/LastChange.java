package io.jenkins.plugins.deployer.service;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Who brought a service to the image that it is to run, as our labels tell it.
 *
 * @param at when its specification was last changed, by the engine's clock
 * @param request the id of the deployment that brought this image; empty if none did, or if nobody can tell
 * @param isLabelled whether a deployment brought an image once, be it another one
 */
public record LastChange(Optional<Instant> at, Optional<String> request, boolean isLabelled) {
    /** On a host that keeps no such record. */
    public static final LastChange NOT_KNOWN = new LastChange(Optional.empty(), Optional.empty(), false);

    public LastChange {
        Objects.requireNonNull(at);
        Objects.requireNonNull(request);
    }

    static LastChange of(ServiceLabels labels, String image, Optional<Instant> at) {
        return new LastChange(
                at, labels.describe(image) ? labels.get(ServiceLabels.REQUEST) : Optional.empty(), labels.exist());
    }
}
