package io.jenkins.plugins.deployer.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.jenkins.configuration.Finding.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeyLinesTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGectQOXMHXab6eYW1lWJpS+0A3CrjXLbknORNvUkw0W";
    private static final Finding FINGERPRINT =
            Finding.ok("ssh-ed25519 SHA256:KkNxmPHuPoOrpap0Ui8bNwEf16QcdUgm732jpaOmQMA");

    @ParameterizedTest
    @ValueSource(
            strings = {
                KEY,
                KEY + " root@toxis",
                "toxis.example.org " + KEY,
                "[toxis.example.org]:2222,10.0.0.1 " + KEY + " with a comment",
                "|1|c2FsdHNhbHRzYWx0c2FsdHM=|aGFzaGhhc2hoYXNoaGFzaGhhc2g= " + KEY,
                "# toxis.example.org SSH-2.0\n\n  " + KEY + "\r\n"
            })
    void the_fingerprint_of_a_key_is_shown_as_ssh_keygen_shows_it(String text) {
        assertThat(HostKeyLines.look(text)).containsExactly(FINGERPRINT);
    }

    @Test
    void a_revoked_key_is_said_to_be_refused() {
        assertThat(HostKeyLines.look("@revoked * " + KEY))
                .containsExactly(Finding.ok(FINGERPRINT.sentence() + " is refused"));
    }

    @Test
    void each_line_is_looked_at() {
        assertThat(HostKeyLines.look(KEY + "\nnonsense\n" + KEY))
                .extracting(Finding::level)
                .containsExactly(Level.OK, Level.ERROR, Level.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SHA256:abc                           | is a fingerprint; the key itself is needed
                    @cert-authority * ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGectQOXMHXab6eYW1lWJpS+0A3CrjXLbknORNvUkw0W             | names an authority for host certificates
                    ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIGectQOXMHXab6eYW1lWJpS+0A3CrjXLbknORNvUkw0W                        | is not a host key, or only a part of one
                    ssh-ed25519 AAAAC3NzaC1lZ%           | is not a host key, or only a part of one
                    ssh-ed25519 AAAA                     | is not a host key, or only a part of one
                    ssh-ed25519                          | is not a host key
                    toxis.example.org                    | is not a host key
                    @revoked                             | is not a host key
                    """)
    void a_line_that_is_no_host_key_is_an_error_that_says_what_to_do(String line, String reason) {
        assertThat(HostKeyLines.look("\n" + line)).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.sentence()).startsWith("Line 2").contains(reason);
        });
    }

    @Test
    void a_private_key_is_not_to_be_saved() {
        assertThat(HostKeyLines.look(
                        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence())
                        .contains("do not save it here")
                        .doesNotContain("b3BlbnNzaC1rZXk"));
    }

    @Test
    void nothing_says_nothing() {
        assertThat(HostKeyLines.look("\n# later\n")).isEmpty();
    }
}
