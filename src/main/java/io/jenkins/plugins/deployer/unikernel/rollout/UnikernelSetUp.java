package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host gives a unikernel.
 *
 * @param memory MiB
 * @param cpu the CPU it is pinned to, from 0; empty: the host's choice
 * @param networks the host's bridge of each network device
 * @param blocks the host's block device of each block device
 * @param arguments its command line
 */
public record UnikernelSetUp(
        int memory,
        Optional<Integer> cpu,
        Map<String, String> networks,
        Map<String, String> blocks,
        List<String> arguments) {
    /** @throws IllegalArgumentException if it has no memory */
    public UnikernelSetUp {
        if (memory < 1) {
            throw new IllegalArgumentException("a unikernel needs memory");
        }
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
        arguments = List.copyOf(arguments);
    }

    /** What a rule says. */
    public static UnikernelSetUp of(UnikernelDeployment rule) {
        return new UnikernelSetUp(rule.memory(), rule.cpu(), rule.networks(), rule.blocks(), rule.arguments());
    }

    /** Whether one that runs like this is set up as wanted: where no CPU is wanted, any will do. */
    public boolean isMetBy(UnikernelSetUp actual) {
        return memory == actual.memory
                && (cpu.isEmpty() || cpu.equals(actual.cpu))
                && networks.equals(actual.networks)
                && blocks.equals(actual.blocks)
                && arguments.equals(actual.arguments);
    }
}
