package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostKeysTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    /** As ssh-keygen -l prints it for the key above. */
    private static final String FINGERPRINT = "ssh-ed25519 SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU";

    @Test
    void a_key_alone_and_a_line_of_known_hosts_are_understood() {
        HostKeys keys = new HostKeys("# toxis\r\n\n" + KEY + " comment\n[toxis]:22," + "192.0.2.1 " + KEY);

        assertThat(keys.problem()).isEmpty();
        assertThat(keys.fingerprints()).containsExactly(FINGERPRINT, FINGERPRINT);
    }

    @Test
    void a_key_alone_counts_for_every_name_and_another_for_those_that_it_lists() {
        assertThat(line(KEY).isFor("toxis")).isTrue();
        assertThat(line("toxis,!eve,*.example.org " + KEY).isFor("a.example.org"))
                .isTrue();
        assertThat(line("toxis " + KEY).isFor("[toxis]:2222")).isFalse();
        assertThat(line("@revoked " + KEY).revoked()).isTrue();
        assertThat(line("@revoked * " + KEY).revoked()).isTrue();
    }

    @Test
    void what_is_no_key_is_counted_by_its_line() {
        assertThat(new HostKeys(KEY + "\nssh-ed25519 AAAA").problem())
                .contains("line 2 is neither a line of a known_hosts file nor of the form \"ssh-ed25519 AAAA…\"");
        assertThat(new HostKeys("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU").problem())
                .isPresent();
        assertThat(new HostKeys(KEY.replace("ssh-ed25519", "ssh-rsa")).problem())
                .isPresent();
        assertThat(new HostKeys("@cert-authority * " + KEY).problem()).isPresent();
        assertThat(new HostKeys("@revoked").problem()).isPresent();
    }

    @Test
    void nothing_is_no_problem() {
        assertThat(new HostKeys(" \n").problem()).isEmpty();
        assertThat(HostKeys.NONE.fingerprints()).isEmpty();
    }

    private static HostKeyLine line(String text) {
        return HostKeyLine.parse(text).orElseThrow();
    }
}
