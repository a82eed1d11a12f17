package io.jenkins.plugins.deployer.unikernel;

import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.util.Objects;

/**
 * The interface between a unikernel and what runs it ({@code struct abi1_info} in Solo5's include/elf_abi.h).
 *
 * @param version from 1; a tender runs unikernels of its own version only
 */
public record Abi(UnikernelTarget target, int version) {
    public Abi {
        Objects.requireNonNull(target);
    }

    /** For people: {@code hvt version 2}. */
    @Override
    public String toString() {
        return target.label() + " version " + version;
    }
}
