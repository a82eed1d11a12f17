package io.jenkins.plugins.deployer.service;

import java.time.Instant;
import java.util.Objects;

/**
 * How a roll-out ended.
 *
 * @param reason one sentence for the person who has to act
 * @param ownFault whether the image itself is to blame, which puts it in quarantine
 */
public record Ending(Outcome outcome, String reason, boolean ownFault, Instant at) {
    public Ending {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(at);
    }
}
