package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.host.HostKeys;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.host.KeyLogin;
import io.jenkins.plugins.deployer.host.SshKey;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.Host;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What "Test connection" says about real hosts. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(60)
class HostVisitITest {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final RealDocker docker;

    HostVisitITest(RealDocker docker) {
        this.docker = docker;
    }

    @Test
    void an_engine_by_ssh_answers_with_its_version() throws Exception {
        Host.Docker toxis = new Host.Docker("toxis", Optional.empty(), docker.sshEndpoint());

        assertThat(new HostVisit(toxis, reach(docker.sshd().hostKey())).make(LONGEST))
                .matches("Docker Engine [0-9.]+\\S* \\(API [0-9.]+\\) answers and is a Swarm manager\\.");
    }

    @Test
    void a_host_key_that_nobody_has_confirmed_is_shown() throws Exception {
        Host.Docker toxis = new Host.Docker("toxis", Optional.empty(), docker.sshEndpoint());
        HostVisit visit = new HostVisit(toxis, reach(""));

        assertThatThrownBy(() -> visit.make(LONGEST))
                .hasMessageContaining(
                        new HostKeys(docker.sshd().hostKey()).fingerprints().get(0))
                .hasMessageEndingWith("add this line to the host keys of the host toxis under Manage Jenkins, System,"
                        + " Deployer: " + docker.sshd().hostKey());
    }

    @Test
    void an_account_without_an_engine_is_tried_by_a_command() throws Exception {
        Host.Solo5 m1 = new Host.Solo5(
                "m1-a", Optional.empty(), URI.create(docker.sshEndpoint()), "/srv/unikernels", List.of());

        assertThat(new HostVisit(m1, reach(docker.sshd().hostKey())).make(LONGEST))
                .isEqualTo("The host lets this user in by SSH.");
    }

    private HostReach reach(String hostKeys) throws Exception {
        return HostReach.directly(new KeyLogin(
                Optional.of("root"),
                List.of(new SshKey(Files.readString(docker.sshd().userKey()), Optional.empty())),
                new HostKeys(hostKeys),
                "the host toxis under Manage Jenkins, System, Deployer"));
    }
}
