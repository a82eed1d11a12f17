package io.jenkins.plugins.deployer.unikernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.UnikernelDeployment;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnikernelDemandsTest {
    private static final Device SERVICE = new Device(DeviceKind.NETWORK, "service");
    private static final Device DATA = new Device(DeviceKind.BLOCK, "data");

    @Test
    void a_unikernel_that_is_what_the_rules_say_fits() throws Exception {
        demands(32, Map.of("service", "br0"), Map.of("data", "sda"))
                .onTenders(Set.of(1, 2))
                .check(unikernel(UnikernelTarget.HVT, true, SERVICE, DATA));
    }

    @Test
    void a_unikernel_that_is_only_built_may_need_any_device() throws Exception {
        UnikernelDemands.ofBuild(UnikernelTarget.HVT, Architecture.X86_64)
                .check(unikernel(UnikernelTarget.HVT, false, SERVICE));
    }

    @Test
    void says_everything_that_does_not_fit_at_once() {
        UnikernelDemands demands = demands(3, Map.of("servce", "br0"), Map.of());

        assertThatThrownBy(() -> demands.check(unikernel(UnikernelTarget.SPT, false, SERVICE, DATA)))
                .isInstanceOfSatisfying(
                        UnikernelException.class, e -> assertThat(e.kind()).isEqualTo(UnikernelException.Kind.UNFIT))
                .hasMessage("/unikernel.hvt of www does not fit: it is built for spt, not for hvt as the rules say;"
                        + " it needs the network \"service\", which \"networks\" does not give it;"
                        + " \"networks\" gives it network \"servce\", which it does not have;"
                        + " it needs the block device \"data\", which \"blocks\" does not give it;"
                        + " its code and data alone take 4 MiB, but \"memory\" gives it 3;"
                        + " it was stripped of the sections in which Albatross looks for its Solo5 notes");
    }

    @Test
    void the_tenders_of_the_host_and_its_processor_must_suit() {
        Unikernel unikernel = unikernel(UnikernelTarget.HVT, true);

        assertThat(new UnikernelDemands(UnikernelTarget.HVT, Architecture.ARM64, Set.of(1), Optional.empty())
                        .misfits(unikernel))
                .containsExactly(
                        "it has the Solo5 ABI hvt version 2, but the host's solo5-hvt runs [1]",
                        "it is built for x86_64, not for arm64 as the rules say");
    }

    private static UnikernelDemands demands(int memory, Map<String, String> networks, Map<String, String> blocks) {
        UnikernelDeployment rule = new UnikernelDeployment(
                LiveHead.branch("master"),
                "www",
                new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", ""),
                memory,
                networks,
                blocks,
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(10),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return UnikernelDemands.ofDeployment(UnikernelTarget.HVT, Architecture.X86_64, rule);
    }

    private static Unikernel unikernel(UnikernelTarget target, boolean named, Device... devices) {
        return new Unikernel(
                "/unikernel.hvt of www",
                4_000,
                Architecture.X86_64,
                new Abi(target, 2),
                List.of(devices),
                (3 << 20) + 1,
                named);
    }
}
