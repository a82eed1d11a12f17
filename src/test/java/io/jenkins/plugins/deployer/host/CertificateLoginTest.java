package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateLoginTest {
    private static final String PLACE = "toxis in the configuration";

    @Test
    void half_of_an_identity_is_none() {
        assertThatThrownBy(() -> CertificateLogin.ofPem(Optional.empty(), Optional.of("x"), Optional.empty(), PLACE))
                .hasMessage("of a client certificate and its key only one is given to toxis in the configuration; both"
                        + " are needed to identify this side");
    }

    @Test
    void a_text_without_a_certificate_does_not_fall_back_to_javas_authorities() {
        assertThatThrownBy(() -> CertificateLogin.ofPem(Optional.of(""), Optional.empty(), Optional.empty(), PLACE))
                .hasMessage("there is no certificate of an authority in toxis in the configuration");
    }

    @Test
    void a_key_store_without_a_key_says_so() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);

        assertThatThrownBy(() -> CertificateLogin.of(store, new char[0], PLACE))
                .hasMessage("there is no private key in the key store that is given to toxis in the configuration")
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.isTransient()).isFalse());
    }
}
