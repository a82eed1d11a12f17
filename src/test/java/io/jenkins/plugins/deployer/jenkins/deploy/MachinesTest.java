package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.service.HttpHealthWatch;
import io.jenkins.plugins.deployer.service.RollOutMachine;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinesTest {
    private static final DeployHost ROBUR =
            DeployHost.ofRules(new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", ""));
    private static final WantedUnikernel WANTED = new WantedUnikernel(
            UnikernelTarget.HVT,
            Architecture.X86_64,
            Optional.empty(),
            new UnikernelSetUp(32, Optional.empty(), Map.of("service", "br0"), Map.of(), List.of()));

    @TempDir
    private Path home;

    private final Queue<Runnable> work = new ArrayDeque<>();

    @Test
    void a_host_on_which_something_goes_on_keeps_its_machine_though_nobody_follows_that_any_longer() throws Exception {
        try (SimulatedHosts hosts = new SimulatedHosts();
                HttpHealthWatch health = new HttpHealthWatch(hosts);
                Controller controller = new Controller(home, hosts, hosts)) {
            Machines machines = new Machines(
                    new Outside(hosts, hosts, controller.runs, health, work::add, problem -> {}, Duration.ofSeconds(1)),
                    (repository, branch) -> Optional.empty(),
                    (request, digest) -> Optional.empty());
            RollOutMachine machine = machines.of(ROBUR);
            UnderWay asked = Controller.ask(
                            "mirage/www/live#7", ROBUR, "www", SimulatedHosts.image(SimulatedHosts.NEW), hosts)
                    .withUnikernel(WANTED);
            machine.advance(asked.state());
            machine.whatIsLive(asked.state());

            machines.keep(Set.of());
            assertThat(machines.of(ROBUR)).isSameAs(machine);

            work.remove().run();
            machines.keep(Set.of());
            assertThat(machines.of(ROBUR)).isNotSameAs(machine);
        }
    }
}
