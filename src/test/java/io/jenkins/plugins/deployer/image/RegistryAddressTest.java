package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:5000", "127.0.0.1:5000", "127.1.2.3", "[::1]:5000", "[::1]"})
    void knows_the_loopback_addresses(String registry) {
        assertThat(new RegistryAddress(registry).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"docker.io", "127.0.0.1.example.org", "localhost.example.org:5000", "128.0.0.1", "[::2]:5000"})
    void takes_nothing_else_for_one(String registry) {
        assertThat(new RegistryAddress(registry).isLoopback()).isFalse();
    }

    @Test
    void knows_the_other_names_of_docker_hub() {
        RegistryAddress hub = new RegistryAddress("docker.io");

        assertThat(hub.host()).isEqualTo("registry-1.docker.io");
        assertThat(hub.loginKey()).isEqualTo("https://index.docker.io/v1/");
        assertThat(hub.loginCommand()).isEqualTo("docker login");
    }
}
