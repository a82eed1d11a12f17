package io.jenkins.plugins.deployer.jenkins.check;

import io.jenkins.plugins.deployer.report.Check;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A check as it is shown now.
 *
 * @param run the id of the run in Jenkins, by which it is asked for again
 * @param details where people read more; empty if Jenkins does not know its own address
 * @param started when the run began
 * @param at what time this is so
 */
public record Shown(Check check, String run, Optional<URI> details, Instant started, Instant at) {
    public Shown {
        Objects.requireNonNull(check);
        Objects.requireNonNull(run);
        Objects.requireNonNull(details);
        Objects.requireNonNull(started);
        Objects.requireNonNull(at);
    }
}
