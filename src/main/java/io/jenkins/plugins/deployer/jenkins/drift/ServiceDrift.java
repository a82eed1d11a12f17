package io.jenkins.plugins.deployer.jenkins.drift;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.report.Drift;
import java.time.Instant;
import java.util.Optional;

/**
 * What the last look at its host found of one service.
 *
 * @param at when that was
 * @param silentSince since when the host cannot be asked; empty if it answered
 * @param remedy what is done about it, a sentence; empty if nothing is
 */
public record ServiceDrift(Drift drift, Instant at, Optional<Instant> silentSince, Optional<String> remedy) {
    public ServiceDrift {
        requireNonNull(drift);
        requireNonNull(at);
        requireNonNull(silentSince);
        requireNonNull(remedy);
    }

    /** For people, in one or two sentences; empty if all is well. */
    public String explained() {
        String text = drift.explanation() + remedy.map(said -> ". " + said).orElse("");
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** Whether people should be told on a page that shows everything. */
    public boolean isNotable() {
        return switch (drift.state()) {
            case DRIFTED, ABSENT, STOPPED, UNKNOWN -> true;
            case IN_SYNC, CHANGING -> false;
        };
    }
}
