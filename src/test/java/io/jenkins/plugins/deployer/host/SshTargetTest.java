package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SshTargetTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://toxis",
                "ssh://deployer@toxis.example.org",
                "ssh://deployer@toxis.example.org:2222/run/user/1000/docker.sock",
                "ssh://[2001:db8::1]:2222"
            })
    void an_address_is_read_and_written_alike(String text) {
        assertThat(SshAddress.parse(text)).get().hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://",
                "ssh://user:password@toxis",
                "ssh://toxis:0",
                "ssh://toxis:65536",
                "ssh://-oProxyCommand=x",
                "ssh://tox is",
                "ssh://toxis?x",
                "http://toxis"
            })
    void what_is_no_address_is_refused(String text) {
        assertThat(SshAddress.parse(text)).isEmpty();
    }

    @Test
    void without_a_configuration_the_usual_values_count() throws Exception {
        SshTarget target = target("", "ssh://toxis");

        assertThat(target).hasToString("root@toxis");
        assertThat(target.knownAs()).isEqualTo("toxis");
        assertThat(target.identities()).containsExactly(ssh("id_rsa"), ssh("id_ecdsa"), ssh("id_ed25519"));
        assertThat(target.knownHosts()).startsWith(ssh("known_hosts"));
        assertThat(target.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(target.agent()).isEmpty();
    }

    @Test
    void the_first_value_counts_and_the_address_wins_over_all() throws Exception {
        String config =
                """
                Host toxis
                  HostName %h.example.org
                  Port 2222
                  User ann
                Host *
                  Port 22
                  User bob
                  ConnectTimeout 3
                """;

        assertThat(target(config, "ssh://toxis")).hasToString("ann@toxis.example.org:2222");
        assertThat(target(config, "ssh://toxis").knownAs()).isEqualTo("[toxis.example.org]:2222");
        assertThat(target(config, "ssh://toxis").connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(target(config, "ssh://eve@toxis:4")).hasToString("eve@toxis.example.org:4");
        assertThat(target(config, "ssh://watch")).hasToString("bob@watch");
    }

    @Test
    void keys_of_several_lines_are_tried_in_order() throws Exception {
        SshTarget target = target(
                """
                IdentityFile ~/.ssh/%r@%h
                IdentityFile "~/.ssh/a key" # with a blank
                IdentitiesOnly yes
                IdentityAgent ~/.ssh/agent
                """,
                "ssh://ann@toxis");

        assertThat(target.identities()).containsExactly(ssh("ann@toxis"), ssh("a key"));
        assertThat(target.identitiesOnly()).isTrue();
        assertThat(target.agent()).contains(ssh("agent"));
    }

    @Test
    void several_jumps_are_taken_in_order_and_none_is_none() throws Exception {
        assertThat(target("ProxyJump ann@a:1,ssh://b", "ssh://toxis").jumps())
                .extracting(SshAddress::toString)
                .containsExactly("ssh://ann@a:1", "ssh://b");
        assertThat(target("Host toxis\nProxyJump none\nHost *\nProxyJump a", "ssh://toxis")
                        .jumps())
                .isEmpty();
    }

    @Test
    void a_match_applies_if_all_of_it_is_understood_and_true() throws Exception {
        assertThat(target("Match host toxis\nUser ann", "ssh://toxis").user()).isEqualTo("ann");
        assertThat(target("Match originalhost other\nUser ann", "ssh://toxis").user())
                .isEqualTo("root");
        assertThat(target("Match host toxis exec \"true\"\nUser ann", "ssh://toxis")
                        .user())
                .isEqualTo("root");
        assertThat(target("Match all\nUser ann", "ssh://toxis").user()).isEqualTo("ann");
    }

    @Test
    void a_file_that_includes_itself_ends() throws Exception {
        assertThat(target("Include config\nUser ann", "ssh://toxis").user()).isEqualTo("ann");
    }

    @Test
    void a_port_that_is_no_number_is_named() {
        assertThatThrownBy(() -> target("Port two", "ssh://toxis"))
                .hasMessage("the SSH configuration's Port two is not a number");
    }

    @Test
    void patterns_match_as_in_ssh() {
        assertThat(SshConfig.matches(List.of("*.example.org", "!eve.*"), "toxis.example.org"))
                .isTrue();
        assertThat(SshConfig.matches(List.of("*.example.org", "!eve.*"), "eve.example.org"))
                .isFalse();
        assertThat(SshConfig.matches(List.of("toxis?"), "toxis")).isFalse();
        assertThat(SshConfig.matches(List.of("[127.0.0.1]:2222"), "[127.0.0.1]:2222"))
                .isTrue();
    }

    private SshTarget target(String config, String address) throws EngineException {
        SshHome home = new SshHome(directory).config(config);
        return SshTarget.of(SshAddress.parse(address).orElseThrow(), home.environment());
    }

    private Path ssh(String file) {
        return directory.resolve(".ssh").resolve(file);
    }
}
