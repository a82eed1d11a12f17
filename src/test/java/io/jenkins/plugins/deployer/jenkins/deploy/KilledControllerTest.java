package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.COMMIT;
import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.ask;
import static io.jenkins.plugins.deployer.jenkins.deploy.Controller.of;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.NEW;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.OLD;
import static io.jenkins.plugins.deployer.jenkins.deploy.SimulatedHosts.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Behaviour;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.SimulatedSwarm;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The controller is killed within one call of an engine after the other, and its steps come back or are started anew. */
@Timeout(300)
class KilledControllerTest {
    private static final int CALLS = 24;
    private static final String RUN = "acme/web/live#7";

    /** What the run's program knows after the restart. */
    enum Step {
        COMES_BACK(1),
        IS_STARTED_ANEW(3),
        IS_GONE(5);

        /** Each of so many moments is tried. */
        private final int moments;

        Step(int moments) {
            this.moments = moments;
        }
    }

    @TempDir
    private Path home;

    private final SimulatedHosts hosts = new SimulatedHosts();

    @AfterEach
    void close() {
        hosts.close();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void a_good_image_is_live_after_one_roll_out_and_recorded_once(Step step) {
        for (int call = 1; call <= CALLS; call += step.moments) {
            DeployHost host = host("host-" + call);
            Deployment end = killedAt(call, host, step);

            SimulatedSwarm swarm = hosts.swarm(host);
            assertThat(end.outcome()).as("killed at call %s", call).isEqualTo(Outcome.LIVE);
            assertThat(end.previous()).contains(OLD);
            assertThat(swarm.updatesTo(NEW)).as("killed at call %s", call).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void a_bad_image_is_rolled_back_after_one_roll_out_and_recorded_once(Step step) {
        for (int call = 1; call <= CALLS; call += step.moments) {
            DeployHost host = host("host-" + call);
            hosts.swarm(host).behaves(NEW, Behaviour.of(Behaviour.Kind.CRASHES));
            Deployment end = killedAt(call, host, step);

            SimulatedSwarm swarm = hosts.swarm(host);
            assertThat(end.outcome()).as("killed at call %s", call).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(end.restored()).contains(OLD);
            assertThat(swarm.updatesTo(NEW)).as("killed at call %s", call).isEqualTo(1);
        }
    }

    private Deployment killedAt(int call, DeployHost host, Step step) {
        AtomicInteger calls = new AtomicInteger();
        try (Controller controller = new Controller(home.resolve(host.host().name()), hosts, hosts)) {
            hosts.onCall(words -> {
                if (calls.incrementAndGet() == call) {
                    controller.kill();
                }
            });
            UnderWay asked = of(ask(RUN, host, NEW), COMMIT);
            controller.begin(asked);
            controller.await(
                    "it was killed",
                    () -> calls.get() >= call || !controller.recorded(asked).isEmpty());
            hosts.onCall(words -> {});
            controller.kill();
            if (step == Step.IS_GONE) {
                controller.runs.over.add(RUN);
            }
            controller.start();

            if (step == Step.COMES_BACK) {
                assertThat(controller.resume(asked).orElseThrow().await().id()).isEqualTo(asked.id());
            } else if (step == Step.IS_STARTED_ANEW) {
                assertThat(controller
                                .begin(of(ask(RUN, host, NEW), COMMIT))
                                .await()
                                .id())
                        .isEqualTo(asked.id());
            }
            controller.await(
                    "it is recorded",
                    () -> controller.recorded(asked).size() == 1
                            && controller.runs.of(RUN).size() == 1);
            Deployment end = controller.recorded(asked).get(0);
            assertThat(controller.runs.of(RUN)).containsExactly(end);
            controller.deploying().acknowledge(asked.id());
            controller.await("nothing is left", () -> controller.files().isEmpty());
            return end;
        }
    }
}
