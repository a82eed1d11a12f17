package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.COMMIT;
import static io.jenkins.plugins.deployer.jenkins.deploy.PlayedUnikernels.digestIn;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.NEW;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** As services: turns, records, quarantine, restarts. */
@Timeout(180)
class DeployingUnikernelsTest {
    private static final DeployHost ROBUR =
            DeployHost.ofRules(new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", ""));
    private static final String RUN = "mirage/www/live#7";
    private static final String NEXT = "mirage/www/live#8";
    private static final WantedUnikernel WANTED = new WantedUnikernel(
            UnikernelTarget.HVT,
            Architecture.X86_64,
            Optional.empty(),
            new UnikernelSetUp(32, Optional.empty(), Map.of("service", "br0"), Map.of(), List.of()));

    @TempDir
    private Path home;

    private final SimulatedHosts hosts = new SimulatedHosts();
    private Controller controller;

    @BeforeEach
    void start() {
        controller = new Controller(home, hosts, hosts);
    }

    @AfterEach
    void stop() {
        controller.close();
        hosts.close();
    }

    private static UnderWay ask(String run, String digest) {
        return Controller.ask(run, ROBUR, "www", SimulatedHosts.image(digest), Clock.systemUTC())
                .withUnikernel(WANTED);
    }

    private static UnderWay of(String run, String digest, String commit) {
        return Controller.of(ask(run, digest), commit).withUnikernel(WANTED);
    }

    private void runsOld() {
        String commit = "0".repeat(40);
        controller.runs.heads.put("mirage/www/live", commit);
        assertThat(controller
                        .begin(of("mirage/www/live#6", OLD, commit))
                        .await()
                        .outcome())
                .isEqualTo(Outcome.LIVE);
        controller.runs.heads.put("mirage/www/live", COMMIT);
    }

    @Test
    void one_is_driven_to_its_end_and_recorded_with_the_digest_of_its_binary() throws IOException {
        UnderWay asked = of(RUN, NEW, COMMIT);
        Ears ears = controller.begin(asked);

        Deployment end = ears.await();
        assertThat(end.outcome()).as(ears.lines()::toString).isEqualTo(Outcome.LIVE);
        assertThat(end.service()).isEqualTo(new ServiceOnHost(ServiceOnHost.Kind.UNIKERNEL, "www", "robur"));
        assertThat(end.digest()).contains(digestIn(NEW));
        assertThat(end.image()).isEqualTo(SimulatedHosts.image(NEW));
        assertThat(end.origin().orElseThrow().commit()).isEqualTo(COMMIT);
        assertThat(hosts.unikernels().running("www")).contains(digestIn(NEW));
        assertThat(controller.recorded(asked)).containsExactly(end);
        assertThat(controller.runs.of(RUN)).containsExactly(end);
        assertThat(hosts.unikernels().kept()).isEmpty();
        assertThat(controller.problems).isEmpty();
    }

    @Test
    void a_step_that_comes_back_finds_what_became_of_it() {
        UnderWay asked = of(RUN, NEW, COMMIT);
        controller.begin(asked).await();
        controller.deploying().acknowledge(asked.id());

        assertThat(controller.files()).isEmpty();
        assertThat(controller.resume(asked).orElseThrow().await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(controller.begin(of(NEXT, NEW, COMMIT)).await().outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(hosts.unikernels().changes()).hasSize(1);
    }

    @Test
    void a_bad_one_is_put_back_and_its_commit_is_refused_from_then_on() {
        runsOld();
        hosts.unikernels().endsAtOnce(NEW);

        Deployment bad = controller.begin(of(RUN, NEW, COMMIT)).await();
        assertThat(bad.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bad.ownFault()).isTrue();
        assertThat(bad.previous()).contains(digestIn(OLD));
        assertThat(bad.restored()).contains(digestIn(OLD));
        assertThat(hosts.unikernels().running("www")).contains(digestIn(OLD));
        Deployment again = controller.begin(of(NEXT, NEW, COMMIT)).await();
        assertThat(again.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(again.reason()).contains("in quarantine");
    }

    @Test
    void a_service_of_the_same_name_on_the_same_host_is_another_thing() throws IOException {
        UnderWay asked = of(RUN, NEW, COMMIT);
        controller.begin(asked).await();

        Wish service = new Wish(
                "another id", RUN, new ServiceOnHost(ServiceOnHost.Kind.SERVICE, "www", "robur"), asked.image());
        assertThat(controller.deploying().resume(service, new Ears())).isFalse();
    }

    @Test
    void a_restart_in_mid_deployment_goes_on_with_one_change_and_one_record() {
        runsOld();
        hosts.standStill(true);
        UnderWay asked = of(RUN, NEW, COMMIT);
        controller.begin(asked);
        controller.await("it was changed", () -> hosts.unikernels().changes().size() == 2);

        controller.restart();
        Ears ears = controller.resume(asked).orElseThrow();
        hosts.standStill(false);

        assertThat(ears.await().outcome()).isEqualTo(Outcome.LIVE);
        assertThat(hosts.unikernels().changes()).containsExactly(digestIn(OLD), digestIn(NEW));
        assertThat(controller.recorded(asked)).hasSize(2);
        assertThat(controller.runs.of(RUN)).hasSize(1);
    }

    @Test
    void aborting_says_what_runs_and_gives_the_turn_on() {
        hosts.standStill(true);
        UnderWay asked = of(RUN, NEW, COMMIT);
        Ears ears = controller.begin(asked);
        controller.await("it was changed", () -> hosts.unikernels().changes().size() == 1);
        controller.runs.heads.put("mirage/www/live", "1".repeat(40));
        Ears next = controller.begin(of(NEXT, OLD, "1".repeat(40)));

        assertThat(controller.deploying().stop(asked.wish(), "aborted by alice"))
                .isTrue();

        assertThat(ears.await().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(ears.await().reason()).startsWith("aborted by alice; no longer followed: ");
        assertThat(hosts.unikernels().kept()).doesNotContain(asked.id());
        hosts.standStill(false);
        assertThat(next.await().outcome()).as(next.lines()::toString).isEqualTo(Outcome.LIVE);
    }
}
