package io.jenkins.plugins.deployer.local.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppKeyTest {
    private static final String PLACE = "app.pem";

    @Test
    void as_github_gives_it() throws IOException {
        assertThat(AppKey.read("# our App\r\n" + Keys.pkcs1().replace("\n", "\r\n"), PLACE))
                .isEqualTo(Keys.PAIR.getPrivate());
    }

    @Test
    void as_others_convert_it() throws IOException {
        assertThat(AppKey.read(Keys.pkcs8(), PLACE)).isEqualTo(Keys.PAIR.getPrivate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ssh-rsa AAAA", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
    void what_holds_no_key_is_said(String text) {
        assertThatThrownBy(() -> AppKey.read(text, PLACE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no private key in app.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA PRIVATE KEY", "PRIVATE KEY", "EC PRIVATE KEY"})
    void what_is_no_key_inside_is_said(String kind) {
        for (byte[] content : new byte[][] {{}, {0x30}, {0x30, 3, 2, 1, 0}, new byte[1_000]}) {
            assertThatThrownBy(() -> AppKey.read(Keys.pem(kind, content), PLACE))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the private key in app.pem is damaged, or not one for RSA");
        }
    }

    @Test
    void a_key_of_another_kind_is_said() throws Exception {
        byte[] other = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();

        assertThatThrownBy(() -> AppKey.read(Keys.pem("PRIVATE KEY", other), PLACE))
                .hasMessage("the private key in app.pem is damaged, or not one for RSA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----"
            })
    void a_key_with_a_password_is_said(String text) {
        assertThatThrownBy(() -> AppKey.read(text, PLACE))
                .hasMessage("the private key in app.pem needs a password; store it without one");
    }
}
