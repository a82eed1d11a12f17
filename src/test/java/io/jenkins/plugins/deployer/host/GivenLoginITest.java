package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSshd;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Engines that are reached with keys from memory. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(120)
class GivenLoginITest {
    private static final String PLACE = "toxis under Manage Jenkins";

    private final RealDocker docker;
    private final RealSshd sshd;

    GivenLoginITest(RealDocker docker) {
        this.docker = docker;
        sshd = docker.sshd();
    }

    @Test
    void a_key_and_a_host_key_as_text_are_enough() throws Exception {
        assertAnswers(docker.sshEndpoint(), login(sshd.hostKey()));
        assertAnswers(docker.sshEndpoint(), login("# toxis\n" + sshd.knownHostsLine(sshd.port())));
        assertAnswers("ssh://127.0.0.1:" + sshd.port(), login(sshd.hostKey()));
    }

    @Test
    void a_text_that_went_through_a_form_is_understood() throws Exception {
        String key = SshHome.read(sshd.userKey()).strip().replace("\n", "\r\n");

        assertAnswers(docker.sshEndpoint(), login(sshd.hostKey() + "\r\n", new SshKey(key, Optional.empty())));
    }

    @Test
    void an_unknown_host_key_is_refused_with_its_fingerprint_and_where_to_put_it() {
        EngineException e = failure(docker.sshEndpoint(), login(""));

        String fingerprint = new HostKeys(sshd.hostKey()).fingerprints().get(0);
        assertThat(e)
                .hasMessage("toxis: the host key of [127.0.0.1]:" + sshd.port()
                        + " is not known here, so it may be anybody's host: it shows " + fingerprint
                        + ". If whoever runs the host confirms this fingerprint, add this line to the host keys of "
                        + PLACE + ": " + sshd.hostKey());
        assertThat(e.isTransient()).isFalse();
    }

    @Test
    void a_changed_host_key_is_refused() {
        RealSshd other = docker.sshd(List.of());

        assertThat(failure(docker.sshEndpoint(), login("\n" + other.hostKey())))
                .hasMessageStartingWith("toxis: the host key of [127.0.0.1]:" + sshd.port() + " has changed")
                .hasMessageContaining("but the host keys of " + PLACE + ", line 1 has ssh-ed25519 SHA256:")
                .hasMessageEndingWith("replace that line with: " + sshd.hostKey());
    }

    @Test
    void a_host_key_that_is_listed_for_another_host_vouches_for_nobody() {
        assertThat(failure(docker.sshEndpoint(), login("other.example.org " + sshd.hostKey())))
                .hasMessageContaining("is not known here");
    }

    @Test
    void keys_with_a_passphrase_are_opened_with_it_whatever_their_form() throws Exception {
        Path key = docker.directory("keys").resolve("key");
        SshEngineITest.run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "a secret", "-f", key.toString());
        RealSshd other = docker.sshd(List.of("AuthorizedKeysFile " + key + ".pub"));
        assertOpens(other, key);

        Files.delete(key);
        SshEngineITest.run(
                Map.of(), "ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "a secret", "-f", "" + key);
        assertThat(key).content().contains("BEGIN RSA PRIVATE KEY").contains("ENCRYPTED");
        assertOpens(docker.sshd(List.of("AuthorizedKeysFile " + key + ".pub")), key);

        SshEngineITest.run(
                Map.of(), "ssh-keygen", "-q", "-p", "-m", "PKCS8", "-P", "a secret", "-N", "a secret", "-f", "" + key);
        assertThat(key).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertOpens(docker.sshd(List.of("AuthorizedKeysFile " + key + ".pub")), key);
    }

    private void assertOpens(RealSshd server, Path key) throws Exception {
        String endpoint = "ssh://root@127.0.0.1:" + server.port();
        String text = SshHome.read(key);

        assertAnswers(endpoint, login(server.hostKey(), new SshKey(text, Optional.of("a secret"))));
        assertThat(failure(endpoint, login(server.hostKey(), new SshKey(text, Optional.of("another secret")))))
                .hasMessage("toxis: root@127.0.0.1:" + server.port() + " does not let this user in: tried no key (a"
                        + " private key has another passphrase than the one that is given). Add the public key to"
                        + " ~/.ssh/authorized_keys of root there, or give the right key to " + PLACE);
        assertThat(failure(endpoint, login(server.hostKey(), new SshKey(text, Optional.empty()))))
                .hasMessageContaining("tried no key (a private key needs a passphrase, and none is given)");
    }

    @Test
    void keys_that_are_not_accepted_are_called_by_their_fingerprints() throws Exception {
        Path key = docker.directory("keys").resolve("key");
        SshEngineITest.run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        String fingerprint =
                new HostKeys(SshHome.read(Path.of(key + ".pub"))).fingerprints().get(0);

        EngineException e = failure(
                docker.sshEndpoint(),
                login(
                        sshd.hostKey(),
                        new SshKey(SshHome.read(key), Optional.empty()),
                        new SshKey("no key at all", Optional.empty())));

        assertThat(e)
                .hasMessage("toxis: root@127.0.0.1:" + sshd.port() + " does not let this user in: tried the keys "
                        + fingerprint + " (what is given for a private key cannot be read as one). Add the public key"
                        + " to ~/.ssh/authorized_keys of root there, or give the right key to " + PLACE);
        assertThat(e.isTransient()).isFalse();
    }

    @Test
    void an_engine_with_tls_is_reached_with_certificates_from_memory() throws Exception {
        assertAnswers(docker.tlsEndpoint(), certificates());
        assertAnswers(docker.tlsEndpoint(), CertificateLogin.of(keyStore(), "secret".toCharArray(), PLACE));
        assertThat(CertificateLogin.of(keyStore(), "secret".toCharArray(), PLACE))
                .as("connections are shared by equal logins")
                .isEqualTo(CertificateLogin.of(keyStore(), "secret".toCharArray(), PLACE));
    }

    @Test
    void a_key_store_whose_key_has_another_password_cannot_be_read() throws Exception {
        KeyStore store = keyStore();

        assertThatThrownBy(() -> CertificateLogin.of(store, "another".toCharArray(), PLACE))
                .hasMessageStartingWith("the key store that is given to " + PLACE + " cannot be read: ");
    }

    @Test
    void certificates_that_are_missing_or_wrong_are_said_to_be_with_where_they_belong() throws Exception {
        String authority = pem("ca.pem").orElseThrow();
        // Whether the engine's reason arrives before the connection ends is a matter of luck.
        assertThat(failure(
                        docker.tlsEndpoint(),
                        CertificateLogin.ofPem(Optional.of(authority), Optional.empty(), Optional.empty(), PLACE)))
                .hasMessageStartingWith("toxis: " + docker.tlsEndpoint())
                .hasMessageContaining("put a client certificate and its key to " + PLACE);
        assertThat(failure(
                        docker.tlsEndpoint(),
                        CertificateLogin.ofPem(pem("cert.pem"), pem("cert.pem"), pem("key.pem"), PLACE)))
                .hasMessageStartingWith("toxis: " + docker.tlsEndpoint() + " shows a certificate that the certificate"
                        + " of an authority that is given to " + PLACE + " does not vouch for");
    }

    @Test
    void the_docker_client_gets_to_an_engine_with_tls_without_a_key_of_its_own() throws Exception {
        HostReach reach = HostReach.directly(certificates());
        try (Engines engines = new Engines(host -> reach);
                ClientAccess access = engines.clientAccess(SshHome.toxis(docker.tlsEndpoint()))) {
            assertThat(access.environment().get("DOCKER_HOST")).startsWith("unix://");
            assertThat(SshEngineITest.run(
                            access.environment(), "docker", "info", "--format", "{{.Swarm.LocalNodeState}}"))
                    .isEqualTo("active");
        }
    }

    @Test
    void another_key_means_another_connection_and_the_end_of_the_old_one() throws Exception {
        AtomicReference<HostReach> reach = new AtomicReference<>(HostReach.directly(login(sshd.hostKey())));
        try (FaultProxy proxy = FaultProxy.toPort(sshd.port());
                Engines engines = new Engines(host -> reach.get())) {
            String endpoint = "ssh://root@127.0.0.1:" + proxy.port();
            Engine before = engines.engine(SshHome.toxis(endpoint));
            before.get("/info");
            Ssh ssh = engines.ssh(SshHome.solo5(endpoint));
            SshCommand running = ssh.exec("cat");
            assertThat(proxy.connections()).isEqualTo(1);

            reach.set(HostReach.directly(login(sshd.hostKey() + "\n# another")));
            engines.engine(SshHome.toxis(endpoint)).get("/info");
            engines.ssh(SshHome.solo5(endpoint)).exec("true").close();
            assertThat(proxy.connections()).isEqualTo(2);
            running.out().write("still here".getBytes(StandardCharsets.UTF_8));
            running.out().close();
            assertThat(new String(running.in().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("still here");
            running.close();
            Eventually.holds("the old connection ends", Duration.ofSeconds(20), () -> proxy.liveConnections() == 1);

            before.get("/info");
            assertThat(proxy.connections())
                    .as("who has the old one is still served")
                    .isEqualTo(3);
            Eventually.holds("and ends again", Duration.ofSeconds(20), () -> proxy.liveConnections() == 1);
        }
    }

    @Test
    void everything_goes_through_the_dialer_and_comes_back_after_it_broke() throws Exception {
        try (FaultProxy relay = FaultProxy.toPort(sshd.port());
                FaultProxy tls =
                        FaultProxy.toPort(Integer.parseInt(docker.tlsEndpoint().replaceAll(".*:", "")))) {
            HostReach byKey = new HostReach(login(sshd.hostKey()), through(relay));
            HostReach byCertificate = new HostReach(certificates(), through(tls));
            String key = "ssh://root@inner.invalid:22";
            try (Engines engines = new Engines(host -> host.name().equals("toxis") ? byKey : byCertificate)) {
                Engine engine = engines.engine(SshHome.toxis(key));
                Engine secured = engines.engine(new io.jenkins.plugins.deployer.rules.Host.Docker(
                        "watch", Optional.of("dmz"), docker.tlsEndpoint()));
                engine.get("/info");
                secured.get("/info");
                assertThat(relay.connections()).isEqualTo(1);

                relay.refuse();
                tls.refuse();
                assertThat(catchThrowableOfType(EngineException.class, () -> engine.get("/info"))
                                .isTransient())
                        .isTrue();
                assertThat(catchThrowableOfType(EngineException.class, () -> secured.get("/info"))
                                .isTransient())
                        .isTrue();
                relay.heal();
                tls.heal();
                engine.get("/info");
                secured.get("/info");
            }
        }
    }

    @Test
    void a_dialer_that_gets_nowhere_is_asked_again() {
        int nobody = Ports.free();
        HostReach reach = new HostReach(
                login(sshd.hostKey()),
                (address, timeout) -> Dialer.DIRECT.connect(new InetSocketAddress("127.0.0.1", nobody), timeout));

        EngineException e = failure("ssh://root@inner.invalid", reach);

        assertThat(e)
                .hasMessage("toxis: nothing listens on inner.invalid port 22; is sshd running, and is it this port?");
        assertThat(e.isTransient()).isTrue();
    }

    private static Dialer through(FaultProxy relay) {
        return (address, timeout) ->
                Dialer.DIRECT.connect(InetSocketAddress.createUnresolved("localhost", relay.port()), timeout);
    }

    private KeyLogin login(String hostKeys, SshKey... keys) {
        List<SshKey> all =
                keys.length == 0 ? List.of(new SshKey(SshHome.read(sshd.userKey()), Optional.empty())) : List.of(keys);
        return new KeyLogin(Optional.of("root"), all, new HostKeys(hostKeys), PLACE);
    }

    private CertificateLogin certificates() throws EngineException {
        return CertificateLogin.ofPem(pem("ca.pem"), pem("cert.pem"), pem("key.pem"), PLACE);
    }

    private Optional<String> pem(String file) {
        return Optional.of(SshHome.read(docker.certificates().directory().resolve(file)));
    }

    /** As an administrator makes it for Jenkins. */
    private KeyStore keyStore() throws Exception {
        Path directory = docker.certificates().directory();
        Path file = docker.directory("store").resolve("client.p12");
        SshEngineITest.run(
                Map.of(),
                "sh",
                "-c",
                "cd \"$0\" && openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile ca.pem -passout pass:secret"
                        + " -out \"$1\"",
                directory.toString(),
                file.toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, "secret".toCharArray());
        }
        return store;
    }

    private static void assertAnswers(String endpoint, HostLogin login) throws IOException, InterruptedException {
        HostReach reach = HostReach.directly(login);
        try (Engines engines = new Engines(host -> reach)) {
            assertThat(engines.engine(SshHome.toxis(endpoint))
                            .get("/info")
                            .path("ServerVersion")
                            .isTextual())
                    .isTrue();
        }
    }

    private static EngineException failure(String endpoint, HostLogin login) {
        return failure(endpoint, HostReach.directly(login));
    }

    private static EngineException failure(String endpoint, HostReach reach) {
        try (Engines engines = new Engines(host -> reach)) {
            return catchThrowableOfType(EngineException.class, () -> engines.engine(SshHome.toxis(endpoint))
                    .get("/info"));
        }
    }
}
