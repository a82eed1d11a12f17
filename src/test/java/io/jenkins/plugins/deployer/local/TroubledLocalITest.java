package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.FaultyRegistry;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong around a deployment: it is overcome, or ends in one sentence, and the service keeps serving. */
@ExtendWith(RealDocker.Extension.class)
class TroubledLocalITest {
    private final RealDocker docker;
    private Organisation organisation;

    TroubledLocalITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        organisation = new Organisation(docker);
        organisation.runService();
        organisation.push("live", "second");
    }

    @AfterEach
    void close() {
        organisation.close();
    }

    @Test
    void a_registry_that_fails_for_a_while_is_asked_again() throws Exception {
        FaultyRegistry registry = docker.faultyRegistry();
        organisation.rules(docker.endpoint(), registry.address());
        registry.failing(500, 3, request -> request.startsWith("HEAD") || request.startsWith("PUT"));

        JarRun run = organisation.run("local", "--confirm", "never");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(organisation.page()).contains("second");
    }

    @Test
    void a_registry_that_does_not_recover_ends_in_a_sentence_and_the_service_is_not_touched() throws Exception {
        JarRun built = organisation.run("local", "--confirm", "above-average");
        assertThat(built.exitCode()).as(built.toString()).isEqualTo(3);
        FaultyRegistry registry = docker.faultyRegistry();
        organisation.rules(docker.endpoint(), registry.address());
        registry.failing(500, Integer.MAX_VALUE, request -> request.contains("/manifests/"));

        JarRun run = organisation.run("local", "--confirm", "never", "--timeout", "5s");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("failed: ").doesNotContain("Exception");
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(organisation.page()).contains("first");
    }

    @Test
    void a_full_registry_is_named() throws Exception {
        RealRegistry small = docker.smallRegistry(500);
        organisation.rules(docker.endpoint(), small.address());

        JarRun run = organisation.run("local", "--confirm", "never");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("no space is left on its disk");
        assertThat(organisation.page()).contains("first");
    }

    @Test
    void a_host_that_cannot_be_reached_is_named_when_its_time_is_over() throws Exception {
        organisation.rules(
                "ssh://root@127.0.0.1:" + Ports.free(), docker.registry().address());
        organisation.logIn(docker.sshd(), docker.sshd().port());

        JarRun run = organisation.run("local", "--confirm", "never", "--timeout", "5s");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("failed", "toxis", "the service was not touched");
        assertThat(organisation.page()).contains("first");
        JarRun status = organisation.run("status");
        assertThat(status.exitCode()).as(status.toString()).isEqualTo(1);
        assertThat(status.out()).contains("unreachable");
    }

    @Test
    void a_connection_that_is_cut_is_made_again() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(docker.sshd().port())) {
            organisation.rules(
                    "ssh://root@127.0.0.1:" + proxy.port(), docker.registry().address());
            organisation.logIn(docker.sshd(), proxy.port());
            try (JarRun run = organisation.start("local", "--confirm", "never")) {
                run.awaitLog(" updated to ");
                proxy.cut();
                run.await();

                assertThat(run.exitCode()).as(run.toString()).isZero();
                assertThat(organisation.page()).contains("second");
            }
        }
    }

    @Test
    void an_engine_that_is_restarted_is_waited_for_and_the_gap_is_told() throws Exception {
        try (JarRun run = organisation.start("local", "--confirm", "never")) {
            run.awaitLog(" updated to ");
            docker.restartEngine();
            run.await();

            assertThat(run.exitCode()).as(run.toString()).isZero();
            assertThat(run.err()).contains("answers again after ", "; gap ");
            assertThat(organisation.page()).contains("second");
        }
    }

    @Test
    void a_forge_that_does_not_answer_is_a_sentence() throws Exception {
        organisation.removeForge();

        JarRun run = organisation.run("local", "--confirm", "never");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).startsWith("failed: demo/web: Cannot list the heads of ");
        assertThat(run.err()).doesNotContain("\tat ");
        assertThat(organisation.page()).contains("first");
    }
}
