package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is let in where, who is not, and what people are told then. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(60)
class SshLoginITest {
    private final RealDocker docker;
    private final RealSshd sshd;

    SshLoginITest(RealDocker docker) {
        this.docker = docker;
        sshd = docker.sshd();
    }

    @Test
    void an_unknown_host_key_is_refused_with_its_fingerprint_and_the_line_that_accepts_it() throws Exception {
        SshHome home = new SshHome(docker.directory("home")).key(sshd);

        EngineException e = home.failure(docker.sshEndpoint());

        String fingerprint = SshEngineITest.run(
                Map.of(), "sh", "-c", "ssh-keygen -lf '" + sshd.knownHosts() + "' | cut -d ' ' -f 2");
        String line = "[127.0.0.1]:" + sshd.port() + " " + sshd.hostKey();
        assertThat(e)
                .hasMessage("toxis: the host key of [127.0.0.1]:" + sshd.port()
                        + " is not known here, so it may be anybody's host: it shows ssh-ed25519 " + fingerprint
                        + ". If whoever runs the host confirms this fingerprint, add this line to "
                        + home.ssh().resolve("known_hosts") + ": " + line);
        assertThat(e.isTransient()).isFalse();
        assertAnswers(home.knowing(line), docker.sshEndpoint());
    }

    @Test
    void a_changed_host_key_is_refused() {
        RealSshd other = docker.sshd(List.of());
        SshHome home = SshHome.of(docker.directory("home"), sshd)
                .knowing("# hosts", "[127.0.0.1]:" + sshd.port() + " " + other.hostKey());

        assertThat(home.failure(docker.sshEndpoint()))
                .hasMessageStartingWith("toxis: the host key of [127.0.0.1]:" + sshd.port() + " has changed")
                .hasMessageContaining(home.ssh().resolve("known_hosts") + ":2 has ssh-ed25519 SHA256:")
                .hasMessageEndingWith("[127.0.0.1]:" + sshd.port() + " " + sshd.hostKey());
    }

    @Test
    void a_revoked_host_key_is_refused_even_if_it_is_known() {
        String line = "[127.0.0.1]:" + sshd.port() + " " + sshd.hostKey();
        SshHome home = SshHome.of(docker.directory("home"), sshd).knowing(line, "@revoked * " + sshd.hostKey());

        assertThat(home.failure(docker.sshEndpoint())).hasMessageContaining("is marked as revoked in ");
    }

    @Test
    void a_configuration_that_says_not_to_check_host_keys_changes_nothing() {
        SshHome home = new SshHome(docker.directory("home")).key(sshd).config("StrictHostKeyChecking no\n");

        assertThat(home.failure(docker.sshEndpoint())).hasMessageContaining("is not known here");
    }

    @Test
    void hashed_names_are_understood() throws Exception {
        SshHome home = SshHome.of(docker.directory("home"), sshd);
        Path file = home.ssh().resolve("known_hosts");
        SshEngineITest.run(Map.of(), "ssh-keygen", "-q", "-H", "-f", file.toString());
        assertThat(file).content().startsWith("|1|");

        assertAnswers(home, docker.sshEndpoint());
    }

    @Test
    void a_user_whose_key_is_not_accepted_is_told_which_were_tried() throws Exception {
        SshHome home = SshHome.of(docker.directory("home"), sshd);
        Path key = home.ssh().resolve("id_ed25519");
        Files.delete(key);
        generate(key, "");

        EngineException e = home.failure(docker.sshEndpoint());

        assertThat(e)
                .hasMessage("toxis: root@127.0.0.1:" + sshd.port() + " does not let this user in: tried the keys " + key
                        + ". Add the public key to ~/.ssh/authorized_keys of root there, or name the right key with"
                        + " IdentityFile and IdentitiesOnly in ~/.ssh/config");
        assertThat(e.isTransient()).isFalse();
    }

    @Test
    void a_key_with_a_passphrase_is_left_to_the_agent() throws Exception {
        SshHome home = SshHome.of(docker.directory("home"), sshd);
        Path key = home.ssh().resolve("id_ed25519");
        Files.setPosixFilePermissions(key, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Path socket = home.ssh().resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .start();
        try {
            Eventually.holds("the agent listens", Duration.ofSeconds(10), () -> Files.exists(socket));
            SshEngineITest.run(Map.of("SSH_AUTH_SOCK", socket.toString()), "ssh-add", key.toString());
            SshEngineITest.run(Map.of(), "ssh-keygen", "-q", "-p", "-N", "a secret", "-f", key.toString());

            assertThat(home.failure(docker.sshEndpoint()))
                    .hasMessageContaining("tried no key (" + key + " needs a passphrase, so add it to the agent");
            assertAnswers(home.environment("SSH_AUTH_SOCK", socket.toString()), docker.sshEndpoint());
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void keys_of_every_kind_are_accepted() throws Exception {
        for (List<String> kind : List.of(
                List.of("rsa", "2048"), List.of("ecdsa", "256"), List.of("ecdsa", "521"), List.of("ed25519", "256"))) {
            Path directory = docker.directory("keys");
            Path key = directory.resolve("key");
            SshEngineITest.run(
                    Map.of(), "ssh-keygen", "-q", "-t", kind.get(0), "-b", kind.get(1), "-N", "", "-f", key.toString());
            RealSshd other = docker.sshd(List.of("AuthorizedKeysFile " + key + ".pub"));
            SshHome home = new SshHome(docker.directory("home"))
                    .knowing(other.knownHostsLine(other.port()))
                    .config("IdentityFile " + key + "\nIdentitiesOnly yes\n");

            assertAnswers(home, "ssh://root@127.0.0.1:" + other.port());
        }
    }

    @Test
    void the_users_configuration_names_host_port_user_and_key() throws Exception {
        SshHome home = SshHome.of(docker.directory("home"), sshd).config("Include conf.d/*\nUser nobody\n");
        Files.move(home.ssh().resolve("id_ed25519"), home.ssh().resolve("deploy key"));
        Files.move(home.ssh().resolve("known_hosts"), home.ssh().resolve("pinned"));
        home.write(
                "conf.d/toxis",
                """
                # how to get to toxis
                Host *.example.org !other.example.org
                    HostName 127.0.0.1
                    Port = %d
                    User root
                    IdentityFile "~/.ssh/deploy key"
                    UserKnownHostsFile %%d/.ssh/pinned
                """
                        .formatted(sshd.port()));

        assertAnswers(home, "ssh://toxis.example.org");
        assertThat(home.failure("ssh://other.example.org.invalid"))
                .hasMessage("toxis: no address is known for the host other.example.org.invalid");
    }

    @Test
    void a_jump_host_is_gone_through() throws Exception {
        RealSshd inner = docker.sshd(List.of());
        SshHome home = new SshHome(docker.directory("home"))
                .knowing(sshd.knownHostsLine(sshd.port()), inner.knownHostsLine(inner.port()))
                .key(sshd)
                .write("inner", SshHome.read(inner.userKey()))
                .config(
                        """
                        Host jump
                            HostName 127.0.0.1
                            Port %d
                            User root
                        Host inner
                            HostName 127.0.0.1
                            Port %d
                            User root
                            IdentityFile ~/.ssh/inner
                            ProxyJump jump
                        """
                                .formatted(sshd.port(), inner.port()));

        assertAnswers(home, "ssh://inner");
        assertThat(home.knowing(sshd.knownHostsLine(sshd.port())).failure("ssh://inner"))
                .hasMessageStartingWith("toxis: the host key of [127.0.0.1]:" + inner.port() + " is not known here");
    }

    @Test
    void a_jump_host_that_does_not_get_there_is_named() {
        int nobody = Ports.free();
        SshHome home = SshHome.of(docker.directory("home"), sshd)
                .config("Host inner\n HostName 127.0.0.1\n Port " + nobody + "\n ProxyJump root@127.0.0.1:"
                        + sshd.port());

        assertThat(home.failure("ssh://root@inner"))
                .hasMessage("toxis: the jump host 127.0.0.1 does not connect to 127.0.0.1 port " + nobody
                        + "; is the host up, and does the jump host's sshd allow forwarding?");
    }

    @Test
    void a_port_where_nobody_listens_may_be_one_later() {
        int nobody = Ports.free();

        EngineException e = new SshHome(docker.directory("home")).failure("ssh://root@127.0.0.1:" + nobody);

        assertThat(e)
                .hasMessage("toxis: nothing listens on 127.0.0.1 port " + nobody
                        + "; is sshd running, and is it this port?");
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void a_proxy_command_is_not_run() {
        SshHome home = SshHome.of(docker.directory("home"), sshd).config("ProxyCommand nc %h %p\n");

        assertThat(home.failure(docker.sshEndpoint()))
                .hasMessageContaining("asks for a ProxyCommand for 127.0.0.1, which is not run here; use ProxyJump");
    }

    @Test
    void a_socket_that_is_not_there_is_named() {
        SshHome home = SshHome.of(docker.directory("home"), sshd);

        assertThat(home.failure(docker.sshEndpoint() + "/run/no-engine.sock"))
                .hasMessageStartingWith("toxis: 127.0.0.1 does not forward to its socket /run/no-engine.sock, and its"
                        + " docker client does not reach the engine either")
                .hasMessageContaining("/run/no-engine.sock: connect: no such file or directory");
    }

    @Test
    void an_account_that_may_only_dial_the_engine_is_enough() throws Exception {
        RealSshd locked = docker.sshd(List.of());
        locked.authorize("restrict,command=\"docker system dial-stdio\"");
        SshHome home = SshHome.of(docker.directory("home"), locked);

        assertAnswers(home, "ssh://root@127.0.0.1:" + locked.port());
        try (Engines engines = home.engines();
                SshCommand command = engines.ssh(SshHome.solo5("ssh://root@127.0.0.1:" + locked.port()))
                        .exec("touch " + home.directory().resolve("intruder"))) {
            command.out().close();
            command.in().readAllBytes();
        }
        assertThat(home.directory().resolve("intruder")).doesNotExist();
    }

    @Test
    void an_account_that_may_only_forward_is_enough() throws Exception {
        RealSshd locked = docker.sshd(List.of());
        locked.authorize("restrict,port-forwarding,permitopen=\"[/var/run/docker.sock]:*\",command=\"/bin/false\"");

        assertAnswers(SshHome.of(docker.directory("home"), locked), "ssh://root@127.0.0.1:" + locked.port());
        assertReachesNothingElse(locked);
    }

    @Test
    void a_server_that_only_forwards_to_the_engines_socket_is_enough() throws Exception {
        RealSshd locked = docker.sshd(List.of(
                "AllowTcpForwarding local",
                "PermitOpen [/var/run/docker.sock]:*",
                "AllowStreamLocalForwarding local",
                "AllowAgentForwarding no",
                "X11Forwarding no",
                "PermitTTY no",
                "ForceCommand /bin/false"));

        assertAnswers(SshHome.of(docker.directory("home"), locked), "ssh://root@127.0.0.1:" + locked.port());
        assertReachesNothingElse(locked);
    }

    /** Neither another socket that is there, nor a port where somebody listens. */
    private void assertReachesNothingElse(RealSshd locked) throws Exception {
        SshHome home = SshHome.of(docker.directory("home"), locked);
        SshHome free = SshHome.of(docker.directory("home"), sshd);
        try (WireEngine other = new WireEngine();
                Engines engines = home.engines();
                Engines unrestricted = free.engines()) {
            String path = other.socket().toString();
            unrestricted
                    .ssh(SshHome.solo5(docker.sshEndpoint()))
                    .openSocket(path)
                    .close();
            Ssh ssh = engines.ssh(SshHome.solo5("ssh://root@127.0.0.1:" + locked.port()));
            assertThatThrownBy(() -> ssh.openSocket(path))
                    .hasMessageStartingWith("127.0.0.1 does not connect to its socket " + path);
        }
        home.config("Host inner\n HostName 127.0.0.1\n Port " + sshd.port() + "\n ProxyJump root@127.0.0.1:"
                + locked.port());
        assertThat(home.failure("ssh://root@inner"))
                .hasMessageContaining("the jump host 127.0.0.1 does not connect to");
    }

    /** The user nobody gets a login shell, in the mount namespace of these tests. */
    @Test
    void a_user_who_may_not_open_the_socket_is_told_to_join_its_group() throws Exception {
        Path passwd = docker.directory("etc").resolve("passwd");
        Files.writeString(
                passwd, SshHome.read(Path.of("/etc/passwd")).replaceFirst("(?m)^(nobody:.*:)[^:]*$", "$1/bin/sh"));
        RealSshd other = docker.sshd(
                List.of("AuthorizedKeysCommand /bin/cat " + sshd.userKey() + ".pub", "AuthorizedKeysCommandUser root"));
        SshHome home = new SshHome(docker.directory("home")).key(sshd).knowing(other.knownHostsLine(other.port()));
        SshEngineITest.run(Map.of(), "mount", "--bind", passwd.toString(), "/etc/passwd");
        try {
            other.stop();
            other.start();
            EngineException e = home.failure("ssh://nobody@127.0.0.1:" + other.port());

            assertThat(e)
                    .hasMessageStartingWith("toxis: 127.0.0.1 does not forward to its socket /var/run/docker.sock, and"
                            + " its docker client may not open it either: add the user to the group that owns it"
                            + " (usually docker) there");
            assertThat(e.isTransient()).isFalse();
        } finally {
            SshEngineITest.run(Map.of(), "umount", "/etc/passwd");
        }
    }

    @Test
    void an_account_that_may_do_neither_is_told_what_it_lacks() {
        RealSshd locked = docker.sshd(List.of());
        locked.authorize("restrict,command=\"/bin/false\"");

        assertThat(SshHome.of(docker.directory("home"), locked).failure("ssh://root@127.0.0.1:" + locked.port()))
                .hasMessageContaining("does not forward to its socket /var/run/docker.sock, and its docker client");
    }

    private static void assertAnswers(SshHome home, String endpoint) throws Exception {
        try (Engines engines = home.engines()) {
            assertThat(engines.engine(SshHome.toxis(endpoint))
                            .get("/info")
                            .path("ServerVersion")
                            .isTextual())
                    .isTrue();
        }
    }

    private static void generate(Path key, String passphrase) throws Exception {
        SshEngineITest.run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-f", key.toString());
    }
}
