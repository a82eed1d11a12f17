package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import java.net.URI;
import java.time.Duration;
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
        try (RealService service = docker.service(
                        docker.unique("web"), good.byDigest(), 1, "--network", "host", "--env", "PORT=" + port)
                .awaitRunning()) {
            PushedImage bad = docker.push(TestImage.servingWithoutHealth("bad"));

            RollOut end =
                    deploying.deploy(deploying.request(service.name(), bad).withHealth(health(port)));

            assertRolledBack(end, service, Fault.HEALTH_CHECK, "it answered 404");
        }
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
