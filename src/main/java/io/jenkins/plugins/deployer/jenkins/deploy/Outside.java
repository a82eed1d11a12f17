package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.service.HealthWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What {@link Deploying} needs from outside. All of it is used by several threads.
 *
 * @param pulls runs what may take minutes: pulls of images, and all that is done with unikernels
 * @param problems is told in a sentence what an administrator has to know
 * @param patience how long to wait until something that could not be saved is tried again
 */
public record Outside(
        Clock clock,
        Hosts hosts,
        Runs runs,
        HealthWatch health,
        Executor pulls,
        Consumer<String> problems,
        Duration patience) {
    public Outside {
        Objects.requireNonNull(clock);
        Objects.requireNonNull(hosts);
        Objects.requireNonNull(runs);
        Objects.requireNonNull(health);
        Objects.requireNonNull(pulls);
        Objects.requireNonNull(problems);
        Objects.requireNonNull(patience);
    }
}
