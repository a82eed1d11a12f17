package io.jenkins.plugins.deployer.unikernel.albatross;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a unikernel is to run. Older releases know less: see {@link Dialect}.
 *
 * @param startup its place when the server starts, 0 first; empty: 50. Since 2.6
 * @param addName whether the server puts {@code --name=LABEL} before the arguments, as unikernels of MirageOS 4.10 and
 *     later expect; those that fail by it are started again without. Since 2.6
 * @param onExit what happens when it ends
 * @param cpus the CPUs it may be pinned to, at least one; exactly one before 2.7
 * @param memory MiB
 * @param blocks its block devices
 * @param networks its network devices
 * @param arguments its command line
 * @param cpuCount how many virtual CPUs; empty: one. Since 2.7
 */
public record UnikernelConfig(
        OptionalInt startup,
        boolean addName,
        OnExit onExit,
        Set<Integer> cpus,
        int memory,
        List<BlockDevice> blocks,
        List<NetworkDevice> networks,
        List<String> arguments,
        OptionalInt cpuCount) {
    /** @throws IllegalArgumentException with a sentence, if there is no CPU or no memory */
    public UnikernelConfig {
        Objects.requireNonNull(startup);
        Objects.requireNonNull(onExit);
        Objects.requireNonNull(cpuCount);
        cpus = Collections.unmodifiableSet(new TreeSet<>(cpus));
        blocks = List.copyOf(blocks);
        networks = List.copyOf(networks);
        arguments = List.copyOf(arguments);
        if (cpus.isEmpty()) {
            throw new IllegalArgumentException("a unikernel needs at least one CPU");
        }
        if (memory < 1) {
            throw new IllegalArgumentException("a unikernel needs memory");
        }
    }

    /** Pinned to one CPU, started under its own name, and not started again when it ends. */
    public static UnikernelConfig of(
            int cpu, int memory, List<BlockDevice> blocks, List<NetworkDevice> networks, List<String> arguments) {
        return new UnikernelConfig(
                OptionalInt.empty(),
                true,
                new OnExit.Quit(),
                Set.of(cpu),
                memory,
                blocks,
                networks,
                arguments,
                OptionalInt.of(1));
    }
}
