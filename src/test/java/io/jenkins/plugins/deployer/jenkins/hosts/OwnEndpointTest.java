package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.KeyLogin;
import io.jenkins.plugins.deployer.host.SshKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Pipeline may name, where it may bring its own credentials. */
class OwnEndpointTest {
    private static final HostLogin KEY = new KeyLogin(
            Optional.of("root"), List.of(new SshKey("key", Optional.empty())), HostKeys.NONE, OwnEndpoint.PLACE);

    @ParameterizedTest
    @ValueSource(
            strings = {"unix:///var/run/docker.sock", "default", "context:swarm", "npipe:////./pipe/docker_engine", ""})
    void the_controllers_own_engine_is_not_for_pipelines(String endpoint) {
        assertThatThrownBy(() -> OwnEndpoint.parse(endpoint))
                .hasMessage("the endpoint " + endpoint + " is none that a Pipeline can use with its own credentials;"
                        + " write ssh://USER@HOST or tcp://HOST:PORT")
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.isTransient()).isFalse());
    }

    @Test
    void an_endpoint_is_called_by_itself() throws Exception {
        assertThat(OwnEndpoint.parse("ssh://root@toxis").name()).isEqualTo("ssh://root@toxis");
    }

    @Test
    void what_is_no_endpoint_is_said_to_be_none() {
        assertThatThrownBy(() -> OwnEndpoint.parse("tcp://toxis")).hasMessageContaining("needs a port");
    }

    @Test
    void the_credentials_must_be_of_the_kind_that_the_endpoint_needs() throws Exception {
        assertThat(OwnEndpoint.checked(OwnEndpoint.parse("ssh://toxis"), KEY)).isSameAs(KEY);
        assertThatThrownBy(() -> OwnEndpoint.checked(OwnEndpoint.parse("tcp://127.0.0.1:2375"), KEY))
                .hasMessage("tcp://127.0.0.1:2375: the step's credentialsId must name certificates for the engine");
        HostLogin nothing = new HostLogin.Nothing(OwnEndpoint.PLACE);
        assertThatThrownBy(() -> OwnEndpoint.checked(OwnEndpoint.parse("ssh://toxis"), nothing))
                .hasMessage("ssh://toxis: the step's credentialsId must name an SSH key");
    }
}
