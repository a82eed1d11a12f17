package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.host.KeyLogin;
import io.jenkins.plugins.deployer.host.SshKey;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentDialer;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentLookUp;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.LocalAgent;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real engine that is reached through agents, one of which goes away. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(60)
class RelayedEngineITest {
    private final RealDocker docker;
    private final LocalAgent first = new LocalAgent("edge-1");
    private final LocalAgent second = new LocalAgent("edge-2");
    private final AgentDialer dialer =
            new AgentDialer("dmz", label -> new AgentLookUp.Found(false, List.of(first, second)));

    RelayedEngineITest(RealDocker docker) {
        this.docker = docker;
    }

    @Test
    void an_engine_by_ssh_is_reached_through_one_connection_at_a_time() throws Exception {
        KeyLogin login = new KeyLogin(
                Optional.of("root"),
                List.of(new SshKey(Files.readString(docker.sshd().userKey()), Optional.empty())),
                new HostKeys(docker.sshd().hostKey()),
                "toxis");

        assertAnswersWhenAnAgentIsLost(docker.sshEndpoint(), login);

        assertThat(first.opened()).isEqualTo(1);
        assertThat(second.opened()).isEqualTo(1);
    }

    @Test
    void an_engine_with_tls_is_reached() throws Exception {
        CertificateLogin login = CertificateLogin.ofPem(pem("ca.pem"), pem("cert.pem"), pem("key.pem"), "toxis");

        assertAnswersWhenAnAgentIsLost(docker.tlsEndpoint(), login);
    }

    @Test
    void an_agents_own_engine_is_reached() throws Exception {
        assertAnswersWhenAnAgentIsLost("unix:///var/run/docker.sock", new HostLogin.Nothing("toxis"));
    }

    private void assertAnswersWhenAnAgentIsLost(String endpoint, HostLogin login) throws Exception {
        HostReach reach = new HostReach(login, dialer);
        try (Engines engines = new Engines(host -> reach)) {
            Engine engine = engines.engine(new Host.Docker("toxis", Optional.of("dmz"), endpoint));
            assertThat(engine.get("/info").path("Name").textValue()).isNotEmpty();

            first.kill();

            assertThat(engine.get("/services").isArray()).isTrue();
        }
    }

    private Optional<String> pem(String file) throws IOException {
        return Optional.of(Files.readString(docker.certificates().directory().resolve(file)));
    }
}
