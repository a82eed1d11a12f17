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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What "Test connection" says about real hosts. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(60)
class HostVisitITest {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** What a user's shell does first can take its time. */
    private static final Duration SHELL = Duration.ofMinutes(3);

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
    void an_account_without_an_engine_says_whether_it_may_write_where_unikernels_are(@TempDir Path directory)
            throws Exception {
        assertThat(solo5(directory.toString()).make(SHELL))
                .isEqualTo("The host lets root in by SSH, and root may write into " + directory + ".");
        assertThatThrownBy(() -> solo5(directory + "/it's $(gone)").make(SHELL))
                .hasMessage("m1-a: the host lets root in by SSH, but there is no directory " + directory
                        + "/it's $(gone) there; make it, or name another one in the rules");
    }

    private HostVisit solo5(String directory) throws Exception {
        Host.Solo5 m1 =
                new Host.Solo5("m1-a", Optional.empty(), URI.create(docker.sshEndpoint()), directory, List.of());
        return new HostVisit(m1, reach(docker.sshd().hostKey()));
    }

    private HostReach reach(String hostKeys) throws Exception {
        return HostReach.directly(new KeyLogin(
                Optional.of("root"),
                List.of(new SshKey(Files.readString(docker.sshd().userKey()), Optional.empty())),
                new HostKeys(hostKeys),
                "the host toxis under Manage Jenkins, System, Deployer"));
    }
}
