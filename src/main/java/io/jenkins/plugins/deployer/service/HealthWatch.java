package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.HealthCheck;

/**
 * Asks health addresses over and over while services are changed, and measures what users see. Used by several
 * threads; none of its methods waits for an answer.
 */
public interface HealthWatch {
    /**
     * What was seen so far; begins to ask if nobody asked yet. Within seconds there is a first answer, or that there is none.
     *
     * @param id the request that it is asked for
     * @param before what was seen earlier, by a process that is no more; counted on from there
     */
    Gap seen(String id, HealthCheck check, Gap before);

    /** Stops to ask for a request. */
    void stop(String id);
}
