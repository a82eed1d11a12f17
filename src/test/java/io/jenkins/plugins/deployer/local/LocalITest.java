package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.real.RealDocker;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged command on a real forge, registry and engine, as a user sees it. */
@ExtendWith(RealDocker.Extension.class)
class LocalITest {
    private final RealDocker docker;
    private Organisation organisation;

    LocalITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void found() throws Exception {
        organisation = new Organisation(docker);
        organisation.runService();
    }

    @AfterEach
    void close() {
        organisation.close();
    }

    @Test
    void a_branch_is_built_live_is_deployed_without_building_again_and_a_bad_version_goes_back() throws Exception {
        organisation.push("feature", "second");
        JarRun feature = organisation.run("local", "--branch", "feature", "--confirm", "never", "demo/web");
        assertThat(feature.exitCode()).as(feature.toString()).isZero();
        assertThat(feature.err()).contains("Build Dockerfile for x86_64: built, kept as ");
        assertThat(organisation.page()).contains("first");

        organisation.merge("feature", "live");
        JarRun live = organisation.run("local", "--confirm", "never", "demo/web");
        assertThat(live.exitCode()).as(live.toString()).isZero();
        assertThat(live.err()).contains("built already, from branch feature", "published as");
        assertThat(live.out()).contains(organisation.serviceName() + "@toxis: live (");
        assertThat(organisation.page()).contains("second");

        JarRun again = organisation.run("local", "--confirm", "never", "--json");
        JsonNode result = new ObjectMapper().readTree(again.out());
        assertThat(result.at("/deployments/0/outcome").asText())
                .as(again.toString())
                .isEqualTo("unchanged");

        organisation.pushIll("live", "third");
        JarRun bad = organisation.run("local", "--confirm", "never");
        assertThat(bad.exitCode()).as(bad.toString()).isEqualTo(1);
        assertThat(bad.out()).contains(": rolled back (", "it answered 404");
        assertThat(organisation.page()).contains("second");

        JarRun quarantined = organisation.run("local", "--confirm", "never");
        assertThat(quarantined.exitCode()).as(quarantined.toString()).isEqualTo(3);
        assertThat(quarantined.out()).contains("is in quarantine");

        JarRun status = organisation.run("status");
        assertThat(status.exitCode()).as(status.toString()).isZero();
        assertThat(status.out()).contains(organisation.serviceName() + "@toxis", "1/1", "behind", "rolled back");
        assertThat(organisation.log()).hasSize(3);
    }

    @Test
    void without_a_terminal_it_stops_before_what_nobody_confirmed_and_says_what_it_would_do() throws Exception {
        organisation.push("live", "second");

        JarRun unasked = organisation.run("local");
        assertThat(unasked.exitCode()).as(unasked.toString()).isEqualTo(3);
        assertThat(unasked.err()).contains("built, kept as", "would publish ", "would then deploy ");

        JarRun publishing = organisation.run("local", "--confirm", "dangerous");
        assertThat(publishing.exitCode()).as(publishing.toString()).isEqualTo(3);
        assertThat(publishing.err()).contains("built already", "published as", "would deploy ");

        JarRun reading = organisation.run("local", "--confirm", "harmless");
        assertThat(reading.exitCode()).as(reading.toString()).isEqualTo(3);
        assertThat(reading.out()).contains("not confirmed: read the heads of demo/web");
        assertThat(organisation.page()).contains("first");
    }

    @Test
    void what_the_rules_ask_for_can_be_looked_at() throws Exception {
        organisation.push("live", "second");

        JarRun plan = organisation.run("plan", "--json");
        assertThat(plan.exitCode()).as(plan.toString()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(plan.out())
                        .at("/0/deployments/0/host")
                        .asText())
                .isEqualTo("toxis");

        assertThat(organisation.run("services").out()).contains("demo/web", organisation.serviceName());
        assertThat(organisation.run("status", "--json").out()).contains("\"state\"", "\"replicas\" : 1");
        organisation.run("graph", "--output", "rules.html");
        assertThat(Files.readString(organisation.directory().resolve("rules.html")))
                .contains("<svg", organisation.serviceName());
    }

    @Test
    void a_build_that_fails_is_named_and_nothing_is_published() throws Exception {
        organisation.pushUnbuildable("live");

        JarRun run = organisation.run("local", "--confirm", "never");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.out()).contains("Cannot build \"Build Dockerfile for x86_64\"");
        assertThat(run.err()).doesNotContain("\tat ", "published as");
    }

    @Test
    void two_commands_do_not_deploy_one_service_at_once() throws Exception {
        organisation.push("live", "second");
        try (JarRun first = organisation.start("local", "--confirm", "never")) {
            first.awaitLog(" updated to ");
            JarRun second = organisation.run("local", "--confirm", "never");

            assertThat(second.exitCode()).as(second.toString()).isEqualTo(3);
            assertThat(second.out()).contains("is being deployed by another deployer command (process ");
            assertThat(first.await().exitCode()).as(first.toString()).isZero();
        }
        assertThat(organisation.log()).hasSize(1);
    }

    @Test
    void interrupted_it_says_what_is_live_and_the_next_run_follows_it_to_its_end() throws Exception {
        organisation.push("live", "second");
        try (JarRun first = organisation.start("local", "--confirm", "never")) {
            first.awaitLog(" updated to ").interrupt();
            assertThat(first.await().err()).as(first.toString()).contains("no longer followed: ", "is to run");
        }

        JarRun next = organisation.run("local", "--confirm", "never");
        assertThat(next.exitCode()).as(next.toString()).isZero();
        assertThat(next.err()).contains("Resume " + organisation.serviceName() + "@toxis: live");
        assertThat(organisation.page()).contains("second");
    }
}
