package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store, the turns and the engine together, on a real Docker engine. */
@Timeout(300)
@ExtendWith(RealDocker.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeployingITest {
    private RealDocker docker;
    private PushedImage old;
    private PushedImage good;
    private PushedImage bad;

    @BeforeAll
    void images(RealDocker real) {
        docker = real;
        old = docker.push(TestImage.serving("old"));
        good = docker.push(TestImage.serving("good"));
        bad = docker.push(TestImage.exiting(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pulling ", " updated to ", " is running", "; watching"})
    void a_controller_killed_in_mid_deployment_ends_it_after_its_restart(String moment) throws IOException {
        try (RealService service =
                docker.service(docker.unique("killed"), old.byDigest(), 1).awaitRunning()) {
            Path home = docker.directory("home");
            String id = UUID.randomUUID().toString();

            assertThat(killedAt(moment, home, service, good, id)).isTrue();
            killedAt("ended: live", home, service, good, id);

            assertThat(recorded(home, service, good, id))
                    .singleElement()
                    .satisfies(end -> assertThat(end.outcome()).isEqualTo(Outcome.LIVE))
                    .satisfies(end -> assertThat(end.previous()).contains(old.digest()));
            assertThat(tasks(service, good)).isEqualTo(1);
            assertThat(service.running(good.byDigest())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" updated to ", " is bad: ", "going back to "})
    void a_controller_killed_while_a_bad_image_is_put_back_puts_it_back_after_its_restart(String moment)
            throws IOException {
        try (RealService service =
                docker.service(docker.unique("killed"), old.byDigest(), 1).awaitRunning()) {
            Path home = docker.directory("home");
            String id = UUID.randomUUID().toString();

            assertThat(killedAt(moment, home, service, bad, id)).isTrue();
            killedAt("ended: rolled back", home, service, bad, id);

            assertThat(recorded(home, service, bad, id))
                    .singleElement()
                    .satisfies(end -> assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK))
                    .satisfies(end -> assertThat(end.ownFault()).isTrue());
            assertThat(service.running(old.byDigest())).isEqualTo(1);
        }
    }

    @Test
    void services_of_one_host_are_deployed_side_by_side_and_one_service_one_after_the_other() {
        List<RealService> services = new ArrayList<>();
        try (Engines engines = new Engines();
                Controller controller = new Controller(
                        docker.directory("home"), Clock.systemUTC(), new DeployingProcess.RealHosts(engines))) {
            for (int i = 0; i < 6; i++) {
                services.add(docker.service(docker.unique("beside"), old.byDigest(), 1));
            }
            services.forEach(RealService::awaitRunning);
            List<Ears> first = new ArrayList<>();
            List<Ears> second = new ArrayList<>();
            for (RealService service : services) {
                first.add(controller.begin(ask(service, good)));
                second.add(controller.begin(ask(service, bad)));
            }

            assertThat(first)
                    .allSatisfy(ears -> assertThat(ears.await().outcome()).isEqualTo(Outcome.LIVE));
            assertThat(second)
                    .allSatisfy(ears -> assertThat(ears.await().outcome()).isEqualTo(Outcome.ROLLED_BACK))
                    .allSatisfy(ears -> assertThat(ears.await().restored()).contains(good.digest()));
            assertThat(services).allSatisfy(service -> assertThat(service.running(good.byDigest()))
                    .isEqualTo(1));
        } finally {
            services.forEach(RealService::close);
        }
    }

    private UnderWay ask(RealService service, PushedImage image) {
        return DeployingProcess.ask(
                docker.endpoint(),
                service.name(),
                image.byDigest(),
                UUID.randomUUID().toString());
    }

    /** Runs a controller until it says this, and kills it then. */
    private boolean killedAt(String said, Path home, RealService service, PushedImage image, String id)
            throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeployingProcess.class.getName(),
                        home.toString(),
                        docker.endpoint(),
                        service.name(),
                        image.byDigest(),
                        id)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
                if (line.contains(said)) {
                    return true;
                }
            }
        } finally {
            process.destroyForcibly();
        }
        throw new AssertionError("It ended without saying '" + said + "': " + lines);
    }

    private List<Deployment> recorded(Path home, RealService service, PushedImage image, String id) {
        try (Engines engines = new Engines();
                Controller controller =
                        new Controller(home, Clock.systemUTC(), new DeployingProcess.RealHosts(engines))) {
            return controller.recorded(DeployingProcess.ask(docker.endpoint(), service.name(), image.byDigest(), id));
        }
    }

    private static long tasks(RealService service, PushedImage image) {
        return service.tasks().stream()
                .filter(task -> task.at("/Spec/ContainerSpec/Image").asText().equals(image.byDigest()))
                .count();
    }
}
