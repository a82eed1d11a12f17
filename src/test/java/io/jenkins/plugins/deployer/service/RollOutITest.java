package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every ending of a roll-out that a Swarm of one node can show. */
@ExtendWith(RealDocker.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RollOutITest {
    private RealDocker docker;
    private PushedImage good;
    private PushedImage better;
    private Deploying deploying;

    @BeforeAll
    void images(RealDocker real) {
        docker = real;
        good = docker.push(TestImage.serving("good"));
        better = docker.push(TestImage.serving("better"));
    }

    @BeforeEach
    void begin() {
        deploying = new Deploying(docker);
    }

    @AfterEach
    void end() {
        deploying.log().forEach(System.out::println);
        deploying.close();
    }

    @Test
    void a_good_image_is_live_once_all_replicas_have_run_it_for_the_monitor_period() {
        try (RealService service = running(2)) {
            RollOut end = deploying.deploy(deploying
                    .request(service.name(), better)
                    .withOrigin(deploying.commit("live", "0123456789abcdef0123456789abcdef01234567")));

            assertThat(end.ending().orElseThrow().outcome()).isEqualTo(Outcome.LIVE);
            assertThat(service.running(better.byDigest())).isEqualTo(2);
            assertThat(service.label(ServiceLabels.COMMIT)).isEqualTo("0123456789abcdef0123456789abcdef01234567");
            assertThat(service.label(ServiceLabels.LAST_GOOD)).isEqualTo(good.byDigest());
        }
    }

    @Test
    void what_runs_already_is_unchanged() {
        try (RealService service = running(1)) {
            deploying.deploy(deploying.request(service.name(), better));
            long version = service.inspect().at("/Version/Index").asLong();

            RollOut end = deploying.deploy(deploying.request(service.name(), better));

            assertThat(end.ending().orElseThrow().outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(service.inspect().at("/Version/Index").asLong()).isEqualTo(version);
        }
    }

    @Test
    void an_image_that_crashes_at_once_is_rolled_back_and_its_last_words_are_told() {
        try (RealService service = running(1)) {
            RollOut end = deploying.deploy(deploying.request(service.name(), docker.push(TestImage.exiting(3))));

            assertRolledBack(end, service, Fault.CRASH, "exit code 3");
            assertThat(deploying.log()).anyMatch(line -> line.contains("cannot read the configuration"));
            assertThat(end.ending().orElseThrow().ownFault()).isTrue();
        }
    }

    @Test
    void an_image_whose_health_address_does_not_answer_is_rolled_back() {
        int port = Ports.free();
        try (RealService service = web(port)) {
            PushedImage bad = docker.push(TestImage.servingWithoutHealth("bad"));

            RollOut end =
                    deploying.deploy(deploying.request(service.name(), bad).withHealth(health(port)));

            assertRolledBack(end, service, Fault.HEALTH_CHECK, "it answered 404");
        }
    }

    @Test
    void a_crash_after_the_monitor_period_is_rolled_back_if_the_version_has_to_settle_longer() {
        try (RealService service = running(1)) {
            RollOut end = deploying.deploy(deploying
                    .request(service.name(), docker.push(TestImage.exitingAfter(3, 7)))
                    .withLimits(TimeLimits.DEFAULT.withSettle(Duration.ofSeconds(6))));

            assertRolledBack(end, service, Fault.CRASH, "exit code 7");
            assertThat(end.failure().orElseThrow().log()).contains("lost the database");
        }
    }

    @Test
    void an_image_that_ends_by_itself_without_an_error_is_rolled_back() {
        try (RealService service = running(1)) {
            assertRolledBack(
                    deploying.deploy(deploying.request(service.name(), docker.push(TestImage.exiting(0)))),
                    service,
                    Fault.EXITED,
                    "ended by itself");
        }
    }

    @Test
    void an_image_whose_own_health_check_fails_is_rolled_back_with_the_checks_words() {
        try (RealService service = running(1)) {
            RollOut end = deploying.deploy(deploying.request(service.name(), docker.push(TestImage.unhealthy("ill"))));

            assertRolledBack(end, service, Fault.UNHEALTHY, "health check failed");
            assertThat(end.failure().orElseThrow().log()).anyMatch(line -> line.contains("the database is missing"));
        }
    }

    @Test
    void an_image_without_its_program_is_rolled_back() {
        try (RealService service = running(1)) {
            assertRolledBack(
                    deploying.deploy(deploying.request(service.name(), docker.push(TestImage.withoutProgram()))),
                    service,
                    Fault.NOT_STARTED,
                    "/missing");
        }
    }

    @Test
    void an_image_that_needs_more_memory_than_it_may_have_is_rolled_back() {
        try (RealService service = docker.service(docker.unique("web"), good.byDigest(), 1, "--limit-memory", "8M")
                .awaitRunning()) {
            PushedImage greedy = docker.push(TestImage.running("sleep 0.2; head -c 200m /dev/zero | tr 0 1 | sort"));
            RollOut end = deploying.deploy(deploying.request(service.name(), greedy));

            assertThat(end.ending().orElseThrow().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(end.ending().orElseThrow().ownFault()).isTrue();
        }
    }

    @Test
    void an_image_that_is_not_there_leaves_the_service_alone() {
        try (RealService service = running(1)) {
            PushedImage nowhere = new PushedImage(good.repository(), "none", "sha256:" + "0".repeat(64));
            long version = service.inspect().at("/Version/Index").asLong();

            RollOut end = deploying.deploy(deploying.request(service.name(), nowhere));

            assertEnds(end, Outcome.FAILED, "the service was not touched");
            assertThat(end.ending().orElseThrow().reason()).contains("manifest");
            assertThat(service.inspect().at("/Version/Index").asLong()).isEqualTo(version);
        }
    }

    @Test
    void a_registry_that_answers_500_for_a_while_is_tried_again_while_the_old_version_serves() {
        var registry = docker.faultyRegistry();
        PushedImage image = docker.push(TestImage.serving("behind a front"));
        String repository = image.repository().replace(docker.registry().address(), registry.address());
        docker.forget(image);
        registry.fail(500, 3);
        try (RealService service = running(1)) {
            RollOut end = deploying.deploy(
                    deploying.request(service.name(), new PushedImage(repository, image.tag(), image.digest())));

            assertEnds(end, Outcome.LIVE, "");
            assertThat(deploying.log()).anyMatch(line -> line.contains("500") && line.contains("trying again"));
        }
    }

    @Test
    void a_task_that_finds_no_node_is_given_up_long_before_the_time_is_up() {
        try (RealService service = running(1)) {
            RollOut begun = until(
                    RollOut.begin(deploying
                            .request(service.name(), better)
                            .withLimits(TimeLimits.DEFAULT.withPlacement(Duration.ofSeconds(1)))),
                    Phase.UPDATE);
            // No node will do for the old version either, which is then not proven to run.
            service.update("--constraint-add", "node.labels.missing==yes");

            RollOut end = deploying.drive(begun);

            assertEnds(end, Outcome.FAILED, "no suitable node");
            assertThat(end.failure().orElseThrow().fault()).isEqualTo(Fault.UNSCHEDULABLE);
            assertThat(end.ending().orElseThrow().ownFault()).isFalse();
            assertThat(service.image()).isEqualTo(good.byDigest());
        }
    }

    @Test
    void somebody_elses_update_meanwhile_is_not_undone() {
        PushedImage theirs = docker.push(TestImage.serving("theirs"));
        try (RealService service = running(1)) {
            RollOut state = until(RollOut.begin(deploying.request(service.name(), better)), Phase.FOLLOW);
            service.update("--image", theirs.byDigest(), "--no-resolve-image");

            assertEnds(deploying.drive(state), Outcome.SUPERSEDED, "by somebody else");
            assertThat(service.image()).isEqualTo(theirs.byDigest());
        }
    }

    @Test
    void a_change_of_the_service_between_the_look_and_the_update_is_a_conflict_that_is_solved() {
        try (RealService service = running(1)) {
            RollOut state = until(RollOut.begin(deploying.request(service.name(), better)), Phase.UPDATE);
            service.update("--label-add", "team=web");

            assertEnds(deploying.drive(state), Outcome.LIVE, "");
            assertThat(service.label("team")).isEqualTo("web");
        }
    }

    @Test
    void an_engine_that_is_restarted_in_mid_update_is_followed_to_the_end() {
        try (RealService service = running(1)) {
            RollOut state = until(RollOut.begin(deploying.request(service.name(), better)), Phase.FOLLOW);
            try (RollOuts rollOuts = deploying.rollOuts()) {
                RollOuts.UnderWay underWay = rollOuts.drive(state);
                docker.restartEngine();

                assertEnds(deploying.await(underWay), Outcome.LIVE, "");
            }
            assertThat(service.image()).isEqualTo(better.byDigest());
            assertThat(deploying.log()).anyMatch(line -> line.contains("answers again"));
        }
    }

    @Test
    void a_global_service_is_deployed() {
        try (RealService service = docker.service(docker.unique("web"), good.byDigest(), 1)) {
            service.remove();
            docker.run(
                    "service",
                    "create",
                    "--detach",
                    "--quiet",
                    "--no-resolve-image",
                    "--name",
                    service.name(),
                    "--mode",
                    "global",
                    "--update-monitor",
                    "1s",
                    "--stop-grace-period",
                    "1s",
                    good.byDigest());
            service.awaitRunning();

            assertEnds(deploying.deploy(deploying.request(service.name(), better)), Outcome.LIVE, "1 of 1");
        }
    }

    @Test
    void start_first_is_live_when_the_old_tasks_are_gone() {
        try (RealService service = docker.service(
                        docker.unique("web"), good.byDigest(), 2, "--update-order", "start-first")
                .awaitRunning()) {
            assertEnds(deploying.deploy(deploying.request(service.name(), better)), Outcome.LIVE, "2 of 2");
            assertThat(service.inspect().at("/Spec/UpdateConfig/Order").asText())
                    .isEqualTo("start-first");
        }
    }

    @Test
    void the_gap_of_an_upgrade_is_measured_through_the_address_that_users_use() {
        int port = Ports.free();
        try (RealService service = web(port)) {
            RollOut end =
                    deploying.deploy(deploying.request(service.name(), better).withHealth(health(port)));

            assertEnds(end, Outcome.LIVE, "requests failed");
            assertThat(end.gap().requests()).isGreaterThan(5);
        }
    }

    @Test
    void a_service_of_a_tag_that_moved_goes_back_to_what_ran_and_not_to_the_tag() {
        String repository = docker.registry().address() + "/" + docker.unique("moving");
        PushedImage first = docker.push(TestImage.serving("first"), repository, "live");
        try (RealService service =
                docker.service(docker.unique("web"), first.byTag(), 1).awaitRunning()) {
            PushedImage second = docker.push(TestImage.exiting(4), repository, "live");

            RollOut end = deploying.deploy(deploying.request(service.name(), second));

            assertEnds(end, Outcome.ROLLED_BACK, "exit code 4");
            assertThat(service.image()).isEqualTo(first.byDigest());
        }
    }

    @Test
    void twenty_services_roll_out_side_by_side() {
        List<RealService> services = new ArrayList<>();
        try (RollOuts rollOuts = deploying.rollOuts()) {
            for (int i = 0; i < 20; i++) {
                services.add(docker.service(docker.unique("many"), good.byDigest(), 1));
            }
            services.forEach(RealService::awaitRunning);
            List<RollOuts.UnderWay> underWay = services.stream()
                    .map(service -> rollOuts.drive(RollOut.begin(deploying.request(service.name(), better))))
                    .toList();

            assertThat(underWay).allSatisfy(one -> assertEnds(deploying.await(one), Outcome.LIVE, "1 of 1"));
            assertThat(running(deploying, services)).hasSize(20).allSatisfy(running -> {
                assertThat(running.digest()).contains(better.digest());
                assertThat(running.replicas()).isEqualTo(1);
            });
        } finally {
            services.forEach(service -> docker.run("service", "rm", service.name()));
            services.forEach(RealService::remove);
        }
    }

    private static List<Running> running(Deploying deploying, List<RealService> services) {
        try {
            List<String> names = services.stream().map(RealService::name).toList();
            return Running.on(deploying.engines().engine(deploying.host())).stream()
                    .filter(running -> names.contains(running.service()))
                    .toList();
        } catch (EngineException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_roll_out_that_is_cancelled_says_what_is_live() {
        try (RealService service = running(1);
                RollOuts rollOuts = deploying.rollOuts()) {
            RollOuts.UnderWay underWay = rollOuts.drive(RollOut.begin(deploying.request(service.name(), better)));
            underWay.cancel();

            assertThat(deploying.await(underWay).isEnded()).isFalse();
            assertThat(deploying.log()).anyMatch(line -> line.startsWith("no longer followed: "));
        }
    }

    /** Advances by hand until the next step belongs to a phase. */
    private RollOut until(RollOut begun, Phase phase) {
        RollOut state = begun;
        while (state.phase() != phase) {
            assertThat(state.isEnded())
                    .as("ended before " + phase + ": " + state.ending())
                    .isFalse();
            try {
                state = Deploying.reread(deploying.machine().advance(state).next());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return state;
    }

    private RealService web(int port) {
        return docker.service(docker.unique("web"), good.byDigest(), 1, "--network", "host", "--env", "PORT=" + port)
                .awaitRunning();
    }

    private static void assertEnds(RollOut end, Outcome outcome, String reason) {
        assertThat(end.ending().orElseThrow().reason()).contains(reason);
        assertThat(end.ending().orElseThrow().outcome()).isEqualTo(outcome);
    }

    private HealthCheck health(int port) {
        return new HealthCheck(URI.create("http://127.0.0.1:" + port + "/healthz"), 200, Duration.ofSeconds(2));
    }

    private RealService running(int replicas) {
        return docker.service(docker.unique("web"), good.byDigest(), replicas).awaitRunning();
    }

    private void assertRolledBack(RollOut end, RealService service, Fault fault, String reason) {
        assertThat(end.ending().orElseThrow().reason()).contains(reason);
        assertThat(end.ending().orElseThrow().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(end.failure().orElseThrow().fault()).isEqualTo(fault);
        assertThat(service.image()).isEqualTo(good.byDigest());
        assertThat(service.running(good.byDigest())).isEqualTo(1);
    }
}
