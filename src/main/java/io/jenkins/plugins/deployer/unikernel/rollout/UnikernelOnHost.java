package io.jenkins.plugins.deployer.unikernel.rollout;

import java.util.Objects;
import java.util.Optional;

/**
 * What a host says of a unikernel.
 *
 * @param sha256 of the binary: 64 hexadecimal digits
 * @param setUp how it runs; empty if the host does not say, as its own configuration decides that
 * @param instance changes each time it is started; empty if it is down. If it is the time of its start, as
 *     {@link java.time.Instant} writes it, one that was started only just does not count as settled
 * @param down why it is known not to run, as half a sentence; empty if it runs
 */
public record UnikernelOnHost(
        String sha256, Optional<UnikernelSetUp> setUp, Optional<String> instance, Optional<String> down) {
    public UnikernelOnHost {
        Objects.requireNonNull(sha256);
        Objects.requireNonNull(setUp);
        Objects.requireNonNull(instance);
        Objects.requireNonNull(down);
    }
}
