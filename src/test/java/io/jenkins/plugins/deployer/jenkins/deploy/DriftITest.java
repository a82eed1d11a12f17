package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Drift;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do to services past the deployer, on a real Docker engine. */
@Timeout(300)
@ExtendWith(RealDocker.Extension.class)
class DriftITest {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void a_service_that_was_changed_by_hand_has_drifted_and_is_put_right(RealDocker docker) {
        PushedImage first = docker.push(TestImage.serving("first"));
        PushedImage deployed = docker.push(TestImage.serving("deployed"));
        PushedImage byHand = docker.push(TestImage.serving("by hand"));
        try (RealService service = docker.service(docker.unique("drift"), first.byDigest(), 1)
                        .awaitRunning();
                Engines engines = new Engines();
                Controller controller = new Controller(
                        docker.directory("home"), Clock.systemUTC(), new DeployingProcess.RealHosts(engines))) {
            Deployment live = controller.begin(ask(docker, service, deployed)).await();
            assertThat(look(docker, engines, live).state()).isEqualTo(Drift.State.IN_SYNC);

            docker.run("service", "update", "--detach", "--image", byHand.byDigest(), service.name());
            await(docker, engines, live, Drift.State.DRIFTED);
            Drift changed = look(docker, engines, live);
            assertThat(changed.explanation()).endsWith(": somebody changed the image by hand");
            assertThat(changed.image()).contains(byHand.byDigest());
            assertThat(changed.since().orElseThrow()).isBefore(Instant.now().plusSeconds(1));

            Deployment right = controller
                    .begin(ask(docker, service, deployed).withCause(Deployment.Cause.DRIFT))
                    .await();
            assertThat(right.outcome()).isEqualTo(Outcome.LIVE);
            assertThat(look(docker, engines, right).state()).isEqualTo(Drift.State.IN_SYNC);

            docker.run("service", "rollback", "--detach", service.name());
            await(docker, engines, right, Drift.State.DRIFTED);
            docker.run("service", "update", "--detach", "--image", deployed.byDigest(), service.name());
            await(docker, engines, right, Drift.State.IN_SYNC);
            docker.run("service", "scale", "--detach", service.name() + "=0");
            await(docker, engines, right, Drift.State.STOPPED);
            docker.run("service", "rm", service.name());
            await(docker, engines, right, Drift.State.ABSENT);
        }
    }

    private static UnderWay ask(RealDocker docker, RealService service, PushedImage image) {
        return DeployingProcess.ask(
                docker.endpoint(),
                service.name(),
                image.byDigest(),
                UUID.randomUUID().toString());
    }

    private static void await(RealDocker docker, Engines engines, Deployment live, Drift.State state) {
        Eventually.holds(
                () -> "it is " + state.label() + ", and not " + look(docker, engines, live),
                LONGEST,
                () -> look(docker, engines, live).state() == state);
    }

    private static Drift look(RealDocker docker, Engines engines, Deployment live) {
        Host.Docker host = new Host.Docker("toxis", Optional.empty(), docker.endpoint());
        ServiceOnHost service = live.service();
        try {
            return Drift.of(
                    new Drift.Proven(service, live.image(), live.digest().orElseThrow()),
                    Running.on(engines.engine(host)),
                    live.id()::equals,
                    Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
