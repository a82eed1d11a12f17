package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.rules.Host;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeployHostTest {
    static Stream<DeployHost> every_kind_of_host_is_read_back() {
        Host solo5 = new Host.Solo5(
                "m1-a",
                Optional.empty(),
                URI.create("ssh://root@m1-a.example.org:2222"),
                "/srv/unikernels",
                List.of("sudo", "redeploy", "{}"),
                List.of("systemctl", "is-active"));
        Host albatross = new Host.Albatross("robur", Optional.of("dmz"), "albatross.example.org:1025", "mirage:www");
        return Stream.of(
                        new Host.Docker("toxis", Optional.of("dmz"), "ssh://deployer@toxis.example.org"),
                        solo5,
                        albatross,
                        new Host.Albatross("here", Optional.empty(), "unix:///run/albatross", ""))
                .flatMap(host -> Stream.of(
                        DeployHost.ofRules(host),
                        new DeployHost(
                                host,
                                Optional.of(new DeployHost.OwnAccess("acme/www#7", "key", Optional.of("ssh AAAA"))))));
    }

    @ParameterizedTest
    @MethodSource
    void every_kind_of_host_is_read_back(DeployHost host) throws JsonProcessingException {
        assertThat(DeployHost.fromJson(new ObjectMapper().readTree(host.toJson().toString())))
                .isEqualTo(host);
    }

    @Test
    void what_was_saved_before_there_were_other_hosts_is_one_with_docker() throws JsonProcessingException {
        String saved = "{\"name\":\"toxis\",\"endpoint\":\"ssh://deployer@toxis.example.org\",\"via\":\"dmz\"}";

        assertThat(DeployHost.fromJson(new ObjectMapper().readTree(saved)))
                .isEqualTo(DeployHost.ofRules(
                        new Host.Docker("toxis", Optional.of("dmz"), "ssh://deployer@toxis.example.org")));
    }

    @Test
    void what_a_later_version_alone_knows_is_refused() {
        assertThatThrownBy(() -> DeployHost.fromJson(new ObjectMapper().readTree("{\"kind\":\"moon\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("moon");
    }
}
