package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.HeadLookUp;
import io.jenkins.plugins.deployer.service.Quarantine;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.service.ServiceMachine;
import io.jenkins.plugins.deployer.service.Surroundings;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelMachine;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSurroundings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A machine for each host: two that have one name, as one of them was renamed in the rules, or as two Pipelines bring
 * credentials of their own, have nothing to do with each other. Safe for use by several threads.
 */
final class Machines {
    private final Outside outside;
    private final HeadLookUp heads;
    private final Quarantine quarantine;
    private final Map<DeployHost, RollOutMachine> machines = new ConcurrentHashMap<>();

    Machines(Outside outside, HeadLookUp heads, Quarantine quarantine) {
        this.outside = outside;
        this.heads = heads;
        this.quarantine = quarantine;
    }

    RollOutMachine of(DeployHost host) {
        return machines.computeIfAbsent(host, this::machine);
    }

    /** Forgets what was seen on all hosts but these, and those on which something goes on that was given up. */
    void keep(Set<DeployHost> hosts) {
        machines.entrySet()
                .removeIf(machine ->
                        !hosts.contains(machine.getKey()) && machine.getValue().isIdle());
    }

    private RollOutMachine machine(DeployHost host) {
        return host.host() instanceof Host.Docker ? services(host) : unikernels(host);
    }

    private RollOutMachine unikernels(DeployHost host) {
        return new StoppedForGood(new UnikernelMachine(new UnikernelSurroundings(
                outside.clock(),
                name -> outside.hosts().unikernels(host),
                outside.hosts().binaries(host),
                outside.hosts().digests(host),
                heads,
                quarantine,
                outside.health(),
                outside.pulls())));
    }

    private RollOutMachine services(DeployHost host) {
        Surroundings surroundings = new Surroundings(
                outside.clock(),
                name -> outside.hosts().engine(host),
                outside.hosts().logins(host),
                outside.hosts().digests(host),
                heads,
                quarantine,
                outside.health(),
                outside.pulls());
        return new ServiceMachine(surroundings, outside.hosts().client(host));
    }
}
