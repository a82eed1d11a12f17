package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.Golden;
import io.jenkins.plugins.deployer.service.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentJsonTest {
    @ParameterizedTest
    @EnumSource(Outcome.class)
    void what_is_written_is_read_back(Outcome outcome) {
        Deployment deployment = Deployments.deployment("1", 'a', outcome);

        assertThat(DeploymentJson.read(DeploymentJson.of(deployment))).isEqualTo(deployment);
    }

    @Test
    void what_is_not_known_is_left_out_and_read_back_as_such() {
        Deployment full = Deployments.deployment("1", 'a', Outcome.FAILED);
        Deployment bare = new Deployment(
                "1",
                full.service(),
                full.cause(),
                Optional.empty(),
                full.image(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                full.outcome(),
                true,
                full.reason(),
                full.started(),
                full.finished(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(DeploymentJson.read(DeploymentJson.of(bare))).isEqualTo(bare);
        assertThat(DeploymentJson.of(bare).toString()).doesNotContain("null");
    }

    @Test
    void the_form_is_the_documented_one() {
        String json = DeploymentJson.of(
                        Deployments.deployment(Deployments.BUILDER, "8f14e45f", 'a', Outcome.ROLLED_BACK, true))
                .toPrettyString();

        Golden.assertEquals(json + "\n", DeploymentJsonTest.class, "deployment.json");
        Golden.assertDocumented(json, "json.md");
    }

    @Test
    void fields_of_a_newer_program_are_passed_over() {
        Deployment deployment = Deployments.deployment("1", 'a', Outcome.LIVE);
        ObjectNode json = DeploymentJson.of(deployment).put("colour", "green");
        json.putObject("weather").put("rain", true);

        assertThat(DeploymentJson.read(json)).isEqualTo(deployment);
    }

    @Test
    void what_is_missing_or_unknown_is_named() {
        ObjectNode json = DeploymentJson.of(Deployments.deployment("1", 'a', Outcome.LIVE));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeploymentJson.read(json.deepCopy().without("host")))
                .withMessage("A deployment has no text \"host\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeploymentJson.read(json.deepCopy().put("outcome", "great")))
                .withMessage("A deployment has a \"outcome\" that is unknown here: great");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeploymentJson.read(json.deepCopy().put("started", "at noon")))
                .withMessageStartingWith("A deployment has a time that is none");
    }
}
