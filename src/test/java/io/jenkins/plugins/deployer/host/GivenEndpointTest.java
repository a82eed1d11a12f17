package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an endpoint where nothing counts that the user of a machine has set up. */
class GivenEndpointTest {
    private static final HostLogin NOTHING = new HostLogin.Nothing("toxis in the configuration");
    private static final HostLogin KEYS = new KeyLogin(
            Optional.of("ann"),
            List.of(new SshKey("secret key", Optional.of("secret phrase"))),
            HostKeys.NONE,
            "toxis in the configuration");

    @ParameterizedTest
    @ValueSource(strings = {"default", "context:swarm", "context:default"})
    void what_means_the_set_up_of_a_user_is_refused(String endpoint) {
        assertThatThrownBy(() -> Endpoint.of(endpoint, NOTHING))
                .hasMessage("the endpoint " + endpoint + " means what the user of a machine has set up there, so only"
                        + " the command deployer can use it; write ssh://USER@HOST, tcp://HOST:PORT or unix:///SOCKET");
    }

    @Test
    void a_socket_needs_nothing() throws Exception {
        assertThat(Endpoint.of("unix:///run/docker.sock", NOTHING))
                .isEqualTo(new Endpoint.Unix(Path.of("/run/docker.sock")));
    }

    @Test
    void ssh_needs_a_key() {
        assertThatThrownBy(() -> Endpoint.of("ssh://toxis", NOTHING))
                .hasMessage("ssh://toxis is reached with a private key for SSH; give one to toxis in the configuration")
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.isTransient()).isFalse());
    }

    @Test
    void the_user_of_the_endpoint_wins_over_the_logins() throws Exception {
        assertThat(SshTarget.of(address("ssh://toxis"), KEYS)).hasToString("ann@toxis");
        assertThat(SshTarget.of(address("ssh://bob@toxis:2222"), KEYS)).hasToString("bob@toxis:2222");
        HostLogin nobody = new KeyLogin(Optional.of(""), List.of(), HostKeys.NONE, "toxis in the configuration");
        assertThatThrownBy(() -> SshTarget.of(address("ssh://toxis"), nobody))
                .hasMessage("ssh://toxis names no user, and neither does toxis in the configuration; write"
                        + " ssh://USER@toxis");
    }

    @Test
    void a_port_without_certificates_is_spoken_to_on_this_machine_only_unless_that_port_is_for_tls() throws Exception {
        assertThat(Endpoint.of("tcp://127.0.0.1:2375", NOTHING))
                .isEqualTo(new Endpoint.Tcp("127.0.0.1", 2375, Optional.empty()));
        assertThat(Endpoint.of("tcp://toxis:2376", NOTHING))
                .isEqualTo(new Endpoint.Tcp(
                        "toxis", 2376, Optional.of(CertificateLogin.without("toxis in the configuration"))));
        assertThatThrownBy(() -> Endpoint.of("tcp://toxis:2375", NOTHING))
                .hasMessage("tcp://toxis:2375 would be spoken to without encryption, and who reaches that port is root"
                        + " there; let the engine listen with TLS and give the certificates to toxis in the"
                        + " configuration, or use ssh://");
    }

    @Test
    void secrets_are_in_no_text() {
        assertThat(KEYS.toString()).doesNotContain("secret");
        assertThat(HostReach.directly(KEYS).toString()).doesNotContain("secret");
    }

    private static SshAddress address(String text) {
        return SshAddress.parse(text).orElseThrow();
    }
}
