package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.Objects;
import java.util.Optional;

/**
 * What a request for a unikernel says that one for a service does not. Kept as JSON in the roll-out's particulars.
 *
 * @param binary the path of the unikernel in its image; empty: {@code /unikernel.TARGET}
 */
public record WantedUnikernel(
        UnikernelTarget target, Architecture architecture, Optional<String> binary, UnikernelSetUp setUp) {
    public WantedUnikernel {
        Objects.requireNonNull(target);
        Objects.requireNonNull(architecture);
        Objects.requireNonNull(binary);
        Objects.requireNonNull(setUp);
    }

    /** The path of the unikernel in its image. */
    public String path() {
        return binary.orElse("/unikernel." + target.label());
    }
}
