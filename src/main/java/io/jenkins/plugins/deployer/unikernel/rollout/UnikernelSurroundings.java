package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.service.Digests;
import io.jenkins.plugins.deployer.service.HeadLookUp;
import io.jenkins.plugins.deployer.service.HealthWatch;
import io.jenkins.plugins.deployer.service.Quarantine;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What roll-outs of unikernels need from outside. All of it is used by several threads.
 *
 * @param clock the clock that every period is measured by
 * @param digests resolves images that are named by tag
 * @param work runs what may take minutes: taking binaries out of images, uploads, changes
 */
public record UnikernelSurroundings(
        Clock clock,
        UnikernelHosts hosts,
        UnikernelBinaries binaries,
        Digests digests,
        HeadLookUp heads,
        Quarantine quarantine,
        HealthWatch health,
        Executor work) {
    public UnikernelSurroundings {
        Objects.requireNonNull(clock);
        Objects.requireNonNull(hosts);
        Objects.requireNonNull(binaries);
        Objects.requireNonNull(digests);
        Objects.requireNonNull(heads);
        Objects.requireNonNull(quarantine);
        Objects.requireNonNull(health);
        Objects.requireNonNull(work);
    }
}
