package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.image.Logins;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What roll-outs need from outside. All of it is used by several threads.
 *
 * @param clock the clock that every period is measured by
 * @param pulls runs the pulls of images, which may take minutes; coalesced per host and image
 */
public record Surroundings(
        Clock clock,
        EngineLookUp engines,
        Logins logins,
        Digests digests,
        HeadLookUp heads,
        Quarantine quarantine,
        HealthWatch health,
        Executor pulls) {
    public Surroundings {
        Objects.requireNonNull(clock);
        Objects.requireNonNull(engines);
        Objects.requireNonNull(logins);
        Objects.requireNonNull(digests);
        Objects.requireNonNull(heads);
        Objects.requireNonNull(quarantine);
        Objects.requireNonNull(health);
        Objects.requireNonNull(pulls);
    }
}
