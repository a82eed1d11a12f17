package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineLoginTest {
    @Test
    void tells_user_password_and_server() {
        assertThat(decoded("registry.example.org", Optional.of(new Login("ann", "sécret?>"))))
                .isEqualTo(
                        "{\"username\":\"ann\",\"password\":\"sécret?>\",\"serveraddress\":\"registry.example.org\"}");
    }

    @Test
    void tells_an_identity_token() {
        assertThat(decoded("registry.example.org", Optional.of(Login.identityToken("t"))))
                .isEqualTo("{\"identitytoken\":\"t\",\"serveraddress\":\"registry.example.org\"}");
    }

    @Test
    void calls_docker_hub_what_the_engine_calls_it() {
        assertThat(decoded("docker.io", Optional.of(new Login("ann", "secret"))))
                .contains("\"serveraddress\":\"https://index.docker.io/v1/\"");
    }

    @Test
    void is_an_empty_object_for_nobody() {
        assertThat(decoded("registry.example.org", Optional.empty())).isEqualTo("{}");
    }

    private static String decoded(String registry, Optional<Login> login) {
        return new String(Base64.getUrlDecoder().decode(EngineLogin.value(registry, login)), StandardCharsets.UTF_8);
    }
}
