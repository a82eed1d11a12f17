package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.List;
import java.util.OptionalLong;

/**
 * What may run under a path at once.
 *
 * @param cpus the CPUs unikernels may be pinned to
 * @param unikernels how many
 * @param memory MiB of all of them together
 * @param block MiB of all block devices together; empty: none may be made
 * @param bridges the bridges they may be attached to
 */
public record Policy(List<Integer> cpus, long unikernels, long memory, OptionalLong block, List<String> bridges) {
    public Policy {
        cpus = List.copyOf(cpus);
        bridges = List.copyOf(bridges);
    }
}
