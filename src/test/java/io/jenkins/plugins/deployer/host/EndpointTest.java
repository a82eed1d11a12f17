package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointTest {
    @TempDir
    private Path home;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setHome() {
        environment.put("HOME", home.toString());
    }

    @Test
    void the_docker_clients_default_is_the_usual_socket() throws Exception {
        assertThat(of("default")).isEqualTo(new Endpoint.Unix(Path.of("/var/run/docker.sock")));
    }

    @Test
    void the_docker_clients_host_wins_over_its_context() throws Exception {
        environment.put("DOCKER_HOST", "ssh://toxis");
        environment.put("DOCKER_CONTEXT", "missing");

        assertThat(of("default")).isEqualTo(of("ssh://toxis"));
    }

    @Test
    void a_port_is_encrypted_when_the_docker_client_is_told_so_and_always_where_that_is_usual() throws Exception {
        assertThat(of("tcp://toxis")).isEqualTo(new Endpoint.Tcp("toxis", 2375, Optional.empty()));
        assertThat(of("tcp://toxis:2376"))
                .isEqualTo(new Endpoint.Tcp("toxis", 2376, Optional.of(new CertificateFiles(home.resolve(".docker")))));

        environment.put("DOCKER_TLS_VERIFY", "1");
        assertThat(of("tcp://toxis"))
                .isEqualTo(new Endpoint.Tcp("toxis", 2376, Optional.of(new CertificateFiles(home.resolve(".docker")))));

        environment.put("DOCKER_CERT_PATH", "/certs");
        assertThat(of("tcp://toxis:1"))
                .isEqualTo(new Endpoint.Tcp("toxis", 1, Optional.of(new CertificateFiles(Path.of("/certs")))));
    }

    @Test
    void a_context_that_does_not_exist_is_named() {
        assertThatThrownBy(() -> of("context:swarm"))
                .hasMessage("there is no Docker context swarm in " + home.resolve(".docker")
                        + "; docker context ls shows those there are");
    }

    @Test
    void a_context_that_skips_verification_is_refused() throws Exception {
        // The name's SHA-256, as the docker client names the directory.
        Path meta = home.resolve(
                ".docker/contexts/meta/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881/meta.json");
        Files.createDirectories(meta.getParent());
        Files.writeString(meta, "{\"Endpoints\":{\"docker\":{\"Host\":\"tcp://toxis:2376\",\"SkipTLSVerify\":true}}}");

        assertThatThrownBy(() -> of("context:x")).hasMessageContaining("says not to verify the engine's certificate");
    }

    @Test
    void what_is_no_endpoint_is_told_the_forms() {
        assertThatThrownBy(() -> of("npipe:////./pipe/docker_engine"))
                .hasMessageStartingWith("the endpoint npipe:////./pipe/docker_engine is no endpoint of a Docker engine")
                .hasMessageEndingWith("unix:///SOCKET, context:NAME or default");
        environment.put("DOCKER_HOST", "toxis");
        assertThatThrownBy(() -> of("default")).hasMessageStartingWith("DOCKER_HOST toxis is no endpoint");
    }

    private Endpoint of(String text) throws EngineException {
        return Endpoint.of(text, environment);
    }
}
