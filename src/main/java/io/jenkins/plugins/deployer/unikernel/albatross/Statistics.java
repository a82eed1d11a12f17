package io.jenkins.plugins.deployer.unikernel.albatross;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a unikernel has used so far.
 *
 * @param user processor time of the tender and the unikernel
 * @param system processor time that the host's kernel spent for them
 * @param maxResident most resident memory, in the unit of the host's getrusage (KiB on Linux and FreeBSD)
 * @param networks of each network device
 * @param vmm counters of the virtual machine by name; empty on Linux
 */
public record Statistics(
        Duration user, Duration system, long maxResident, List<NetworkCounters> networks, Map<String, Long> vmm) {
    public Statistics {
        networks = List.copyOf(networks);
        vmm = Map.copyOf(vmm);
    }

    /** Seen from the host's side of the device: what it receives, the unikernel has sent. */
    public record NetworkCounters(
            String bridge, long inputPackets, long inputBytes, long outputPackets, long outputBytes) {}
}
