package io.jenkins.plugins.deployer.service;

import java.util.Optional;

/** Remembers what was rolled back for its own fault. Used by several threads. */
@FunctionalInterface
public interface Quarantine {
    /** Remembers nothing. */
    Quarantine NONE = (request, digest) -> Optional.empty();

    /**
     * Says why the image or the commit of a request may not be deployed as this service again.
     *
     * @param digest of the request's image
     * @return half a sentence, for example {@code it was rolled back on 3 May: replica 1 ended with exit code 3}
     */
    Optional<String> reason(ServiceRequest request, String digest);
}
