package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.RealDocker;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Engines by tcp, by context and by default, with the files and variables that the docker client has. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(60)
class TcpEngineITest {
    private final RealDocker docker;
    private final Path home;

    TcpEngineITest(RealDocker docker) {
        this.docker = docker;
        home = docker.directory("home");
    }

    @Test
    void an_engine_answers_a_client_with_a_certificate() throws Exception {
        assertAnswers(docker.tlsEndpoint(), tls(docker.certificates().directory()));
    }

    @Test
    void keys_may_have_any_form_that_openssl_writes() throws Exception {
        Path ec = certificates();
        openssl(ec, "pkcs8 -topk8 -nocrypt -in key.pem -out new.pem && mv new.pem key.pem");
        assertThat(ec.resolve("key.pem")).content().contains("BEGIN PRIVATE KEY");
        assertAnswers(docker.tlsEndpoint(), tls(ec));

        openssl(ec, "ec -in key.pem -out new.pem && mv new.pem key.pem");
        assertThat(ec.resolve("key.pem")).content().contains("BEGIN EC PRIVATE KEY");
        assertAnswers(docker.tlsEndpoint(), tls(ec));

        Path rsa = certificates();
        String authority = docker.certificates().directory().toString();
        openssl(rsa, "req -new -nodes -newkey rsa:2048 -subj /CN=client -keyout key.pem -out client.csr");
        openssl(
                rsa,
                "x509 -req -days 2 -in client.csr -CA ca.pem -CAkey '" + authority
                        + "/ca-key.pem' -set_serial 77 -extfile '" + authority + "/client.ext' -out cert.pem");
        openssl(rsa, "rsa -traditional -in key.pem -out new.pem && mv new.pem key.pem");
        assertThat(rsa.resolve("key.pem")).content().contains("BEGIN RSA PRIVATE KEY");
        assertAnswers(docker.tlsEndpoint(), tls(rsa));
    }

    @Test
    void an_engine_that_wants_a_certificate_and_gets_none_is_said_to() throws Exception {
        Path only = certificates();
        Files.delete(only.resolve("cert.pem"));
        Files.delete(only.resolve("key.pem"));

        // Whether its reason arrives before the connection ends is a matter of luck.
        assertThat(failure(docker.tlsEndpoint(), tls(only)))
                .hasMessageStartingWith("toxis: " + docker.tlsEndpoint())
                .hasMessageContaining(only.toString())
                .hasMessageContaining("cert.pem and key.pem");
    }

    @Test
    void an_engine_that_another_authority_vouches_for_is_refused() throws Exception {
        Path other = certificates();
        openssl(
                other,
                "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 2 -subj /CN=other -keyout"
                        + " other.pem -out ca.pem");

        EngineException e = failure(docker.tlsEndpoint(), tls(other));

        assertThat(e)
                .hasMessageStartingWith("toxis: " + docker.tlsEndpoint() + " shows a certificate that "
                        + other.resolve("ca.pem") + " does not vouch for, so it may be somebody else");
        assertThat(e.isTransient()).isFalse();
    }

    /** The name is made known in the mount namespace of these tests. */
    @Test
    void an_engine_under_a_name_that_its_certificate_is_not_for_is_refused() throws Exception {
        Path hosts = docker.directory("etc").resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost swarm.example.org\n");
        SshEngineITest.run(Map.of(), "mount", "--bind", hosts.toString(), "/etc/hosts");
        try {
            String otherName = docker.tlsEndpoint().replace("127.0.0.1", "swarm.example.org");

            assertThat(failure(otherName, tls(certificates())))
                    .hasMessageStartingWith("toxis: " + otherName + " shows a certificate that is not for this name");
        } finally {
            SshEngineITest.run(Map.of(), "umount", "/etc/hosts");
        }
    }

    @Test
    void an_unencrypted_port_of_this_machine_needs_nothing() throws Exception {
        try (FaultProxy plain = FaultProxy.onPort(UnixDomainSocketAddress.of("/var/run/docker.sock"))) {
            assertAnswers("tcp://127.0.0.1:" + plain.port(), Map.of("HOME", home.toString()));
        }
    }

    @Test
    void an_encrypted_port_spoken_to_without_encryption_says_so() {
        assertThat(failure(docker.tlsEndpoint(), Map.of("HOME", home.toString())))
                .hasMessageContaining("is not a Docker engine")
                .hasMessageContaining("Client sent an HTTP request to an HTTPS server");
    }

    @Test
    void a_port_where_nobody_listens_is_named() {
        int nobody = Ports.free();

        EngineException e = failure("tcp://127.0.0.1:" + nobody, Map.of("HOME", home.toString()));

        assertThat(e).hasMessageStartingWith("toxis: nothing listens on tcp://127.0.0.1:" + nobody);
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void a_context_of_the_docker_client_is_used_with_its_certificates() throws Exception {
        Path files = docker.certificates().directory();
        Map<String, String> environment = Map.of("HOME", home.toString(), "DOCKER_HOST", "");
        SshEngineITest.run(
                Map.of(
                        "HOME",
                        home.toString(),
                        "DOCKER_CONFIG",
                        home.resolve(".docker").toString()),
                "docker",
                "context",
                "create",
                "swarm",
                "--docker",
                "host=" + docker.tlsEndpoint() + ",ca=" + files.resolve("ca.pem") + ",cert=" + files.resolve("cert.pem")
                        + ",key=" + files.resolve("key.pem"));

        assertAnswers("context:swarm", environment);
        Map<String, String> chosen = new HashMap<>(environment);
        chosen.put("DOCKER_CONTEXT", "swarm");
        assertAnswers("default", chosen);
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"swarm\"}");
        assertAnswers("default", environment);
        try (Engines engines = new Engines(environment);
                ClientAccess access = engines.clientAccess(SshHome.toxis("context:swarm"))) {
            assertThat(SshEngineITest.run(
                            access.environment(), "docker", "info", "--format", "{{.Swarm.LocalNodeState}}"))
                    .isEqualTo("active");
        }
    }

    @Test
    void default_is_the_engine_that_the_docker_client_would_use() throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
        assertAnswers("default", environment);

        environment.putAll(tls(docker.certificates().directory()));
        environment.put("DOCKER_HOST", docker.tlsEndpoint());
        assertAnswers("default", environment);
    }

    private void assertAnswers(String endpoint, Map<String, String> environment) throws Exception {
        try (Engines engines = new Engines(environment)) {
            assertThat(engines.engine(SshHome.toxis(endpoint))
                            .get("/info")
                            .path("ServerVersion")
                            .isTextual())
                    .isTrue();
        }
    }

    private EngineException failure(String endpoint, Map<String, String> environment) {
        try (Engines engines = new Engines(environment)) {
            return catchThrowableOfType(EngineException.class, () -> engines.engine(SshHome.toxis(endpoint))
                    .get("/info"));
        }
    }

    private Map<String, String> tls(Path directory) {
        return Map.of("HOME", home.toString(), "DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", directory.toString());
    }

    /** A copy of the client's certificates, to change. */
    private Path certificates() throws Exception {
        Path copy = docker.directory("tls");
        for (String file : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            Files.copy(docker.certificates().directory().resolve(file), copy.resolve(file));
        }
        return copy;
    }

    private static void openssl(Path directory, String command) throws Exception {
        SshEngineITest.run(Map.of(), "sh", "-c", "cd \"$0\" && openssl " + command, directory.toString());
    }
}
