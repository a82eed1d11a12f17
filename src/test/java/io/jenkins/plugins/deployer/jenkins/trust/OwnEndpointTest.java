package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnEndpointTest {
    private static void check(String endpoint) throws RefusedByRules {
        OwnEndpoint.check(Optional.of(Policies.READ), true, endpoint, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://me@mine.example.org",
                "ssh://mine.example.org:2222/run/docker.sock",
                "tcp://mine.example.org:2376",
                "ssh://toxis.example.net",
                "ssh://me@127.0.0.1:2222",
                "tcp://127.0.0.1:2377",
                "ssh://[2001:db8::8]",
                "tcp://192.0.2.7:2376"
            })
    void another_machine_may_be_entered_where_the_administrator_allows_it(String endpoint) throws RefusedByRules {
        check(endpoint);
        OwnEndpoint.check(Optional.empty(), true, endpoint, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://me@mine.example.org", "toxis", "here", "unix:///var/run/docker.sock", "default", ""})
    void nothing_may_be_entered_where_the_administrator_has_not_chosen_so(String endpoint) {
        assertThatThrownBy(() -> OwnEndpoint.check(Optional.of(Policies.READ), false, endpoint, true))
                .isInstanceOf(RefusedByRules.class)
                .hasMessageContaining("Pipelines may deploy with their own credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // hosts of the rules by name
                "toxis",
                "m1-a",
                "robur",
                "here",
                // and by machine
                "ssh://deployer@toxis.example.org",
                "ssh://root@toxis.example.org",
                "ssh://toxis.example.org",
                "ssh://TOXIS.example.org",
                "ssh://toxis.example.org.",
                "ssh://me@toxis.example.org:2222",
                "ssh://me@toxis.example.org/run/other.sock",
                "tcp://toxis.example.org:2376",
                "ssh://me@m1-a.example.org",
                "tcp://albatross.example.org:2376",
                "tcp://127.0.0.1:2376",
                "tcp://localhost:2376",
                "tcp://LOCALHOST:2376",
                "tcp://127.0.0.2:2376",
                "tcp://0.0.0.0:2376",
                "tcp://[::1]:2376",
                "tcp://[::]:2376",
                "tcp://[::ffff:127.0.0.1]:2376",
                "tcp://x.localhost:2376",
                "ssh://[2001:db8::7]",
                "ssh://[2001:0db8:0:0::7]",
                "ssh://[2001:DB8:0:0:0:0:0:7]:22",
                // what belongs to the controller
                "unix:///var/run/docker.sock",
                "default",
                "context:toxis",
                // addresses in disguise
                "tcp://127.1:2376",
                "tcp://2130706433:2376",
                "tcp://0x7f000001:2376",
                "tcp://0177.0.0.1:2376",
                "tcp://127.0.0.01:2376",
                // no endpoints
                "",
                "mine.example.org",
                "ssh://",
                "ssh:///x",
                "ssh://-oProxyCommand=x",
                "SSH://mine.example.org",
                "http://mine.example.org",
                "tcp://mine.example.org",
                "ssh://mine.example.org?x",
                "ssh://mine.example.org#toxis",
                "ssh://a b@mine.example.org",
                "ssh://mine.example.org\n",
                "ssh://mine.example.org\\@toxis.example.org",
                "ssh://me@x@toxis.example.org",
                "ssh://t\u043exis.example.org",
                "$(touch x)",
                "--help"
            })
    void no_host_of_the_rules_is_entered_by_another_name(String endpoint) {
        assertThatThrownBy(() -> check(endpoint))
                .as(endpoint)
                .isInstanceOf(RefusedByRules.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void credentials_are_never_those_of_the_controller() {
        assertThatThrownBy(() -> OwnEndpoint.check(Optional.of(Policies.READ), true, "ssh://mine.example.org", false))
                .hasMessageContaining("needs a credentialsId");
    }

    @Test
    void what_has_a_scheme_is_an_endpoint_and_not_a_name() {
        assertThat(OwnEndpoint.isOne("ssh://me@mine.example.org")).isTrue();
        assertThat(OwnEndpoint.isOne("unix:///var/run/docker.sock")).isTrue();
        assertThat(OwnEndpoint.isOne("toxis")).isFalse();
    }
}
