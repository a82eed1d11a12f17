package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.HealthCheck;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.service.ServiceRequest;
import io.jenkins.plugins.deployer.unikernel.rollout.UnikernelSetUp;
import io.jenkins.plugins.deployer.unikernel.rollout.WantedUnikernel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnderWayTest {
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    @Test
    void everything_that_is_saved_is_read_back() throws JsonProcessingException {
        UnderWay waiting = full();
        UnderWay begun = waiting.withPlace(7).begun(NOON.plusSeconds(60));
        UnderWay ended = begun.withStopped("aborted by alice")
                .withState(begun.state().givenUp(Outcome.FAILED, "aborted by alice", NOON.plusSeconds(90)));

        UnderWay unikernel = waiting.withUnikernel(new WantedUnikernel(
                UnikernelTarget.HVT,
                Architecture.X86_64,
                Optional.empty(),
                new UnikernelSetUp(32, Optional.of(1), Map.of("service", "br0"), Map.of(), List.of("-v"))));

        for (UnderWay each : new UnderWay[] {waiting, begun, ended, unikernel}) {
            assertThat(reread(each)).isEqualTo(each);
        }
        assertThat(begun.request().asked())
                .as("the time limits begin with the turn")
                .isEqualTo(NOON.plusSeconds(60));
        assertThat(ended.record().asker()).isEqualTo(waiting.asker());
        assertThat(ended.record().deployment().cause()).isEqualTo(Deployment.Cause.REDEPLOY);
    }

    @Test
    void what_a_later_version_adds_is_passed_over_and_what_it_alone_knows_is_refused() {
        UnderWay full = full();
        ObjectNode json = (ObjectNode) full.toJson();
        json.putObject("new").put("a", 1);
        assertThat(UnderWay.fromJson(json)).isEqualTo(full);

        json.put("kind", "rocket");
        assertThatThrownBy(() -> UnderWay.fromJson(json)).hasMessageContaining("\"rocket\"");
    }

    private static UnderWay full() {
        ServiceRequest request = ServiceRequest.of("toxis", "web", ImageName.parse("acme/web:live"), NOON)
                .withBuild(URI.create("https://ci.example.org/job/web/7/"))
                .withRules("5d41402")
                .withHealth(new HealthCheck(URI.create("https://web.example.org/healthz"), 204, Duration.ofSeconds(9)))
                .withUrl(URI.create("https://web.example.org/"))
                .withForce(true);
        DeployHost host = new DeployHost(
                new Host.Docker("toxis", Optional.of("dmz"), "ssh://deployer@toxis.example.org"),
                Optional.of(new DeployHost.OwnAccess("acme/web/live#7", "key", Optional.of("ssh-ed25519 AAAA"))));
        Asker asker = new Asker(
                "acme/web/live#7", Optional.of(URI.create("https://ci.example.org/job/web/7/")), Optional.of("alice"));
        UnderWay asked = UnderWay.asked(request, asker, Deployment.Cause.REDEPLOY, host, "acme/web:live");
        return Controller.of(asked, Controller.COMMIT);
    }

    private static UnderWay reread(UnderWay underWay) throws JsonProcessingException {
        JsonNode json = new ObjectMapper().readTree(underWay.toJson().toString());
        return UnderWay.fromJson(json);
    }
}
