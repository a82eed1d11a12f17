package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.host.EngineStreams;
import io.jenkins.plugins.deployer.host.Engines;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.service.ClientProcess;
import io.jenkins.plugins.deployer.service.ClientRun;
import io.jenkins.plugins.deployer.service.ServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The docker client of a deploy agent, with a real engine behind its socket. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(60)
class FarClientITest {
    private final RealDocker docker;
    private final List<String> lines = new ArrayList<>();

    FarClientITest(RealDocker docker) {
        this.docker = docker;
    }

    @Test
    void it_talks_to_the_hosts_engine() throws Exception {
        run("info", "--format", "{{.ID}}");

        assertThat(lines)
                .containsExactly(docker.run("info", "--format", "{{.ID}}").strip());
    }

    @Test
    void it_leaves_nothing() throws Exception {
        run("context", "inspect", "--format", "{{.Endpoints.docker.Host}}");

        Path socket = Path.of(lines.get(0).substring("unix://".length()));
        assertThat(socket.toString()).contains("/" + ClientProcess.PREFIX);
        assertThat(socket.getParent().getParent()).doesNotExist();
    }

    @Test
    void what_it_stumbles_over_is_told_in_its_words() {
        assertThatThrownBy(() -> run("service", "inspect", "no-such-service"))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("no such service: no-such-service");
    }

    private void run(String... arguments) throws Exception {
        HostReach reach = new HostReach(new HostLogin.Nothing("toxis"), Dialer.DIRECT);
        ClientRun run = new ClientRun(List.of(arguments), Map.of(), "image", false, Duration.ofSeconds(30));
        try (Engines engines = new Engines(host -> reach);
                EngineStreams streams =
                        engines.streams(new Host.Docker("toxis", Optional.empty(), docker.endpoint()))) {
            FarClient.run(run, "{}", streams::open, lines::add);
        }
    }
}
