package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.unikernel.albatross.PlayedAlbatross;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The button "Test connection" and a server that plays Albatross. */
@Timeout(120)
class AlbatrossVisitTest {
    private static final String PLACE = "the host robur under Manage Jenkins, System, Deployer";

    @TempDir
    private Path directory;

    private PlayedAlbatross server;

    @BeforeEach
    void start() throws Exception {
        server = PlayedAlbatross.start(directory.resolve("ca"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String visit(String domain, HostLogin login) throws Exception {
        return visit(server.endpoint(), domain, login);
    }

    private static String visit(String endpoint, String domain, HostLogin login) throws Exception {
        Host host = new Host.Albatross("robur", Optional.empty(), endpoint, domain);
        return new HostVisit(host, HostReach.directly(login)).make(Duration.ofSeconds(60));
    }

    @Test
    void an_authority_hears_which_release_answers_and_what_runs() throws Exception {
        assertThat(visit("", server.root())).isEqualTo("Albatross 2.7 answers for the root, where no unikernels run.");
    }

    @Test
    void a_delegated_one_hears_what_its_policy_allows() throws Exception {
        CertificateLogin delegated = server.delegated("mirage");

        String said =
                "Albatross 2.7 answers for the path mirage, where no unikernels run; its policy allows 2 unikernels"
                        + " with 256 MiB of memory on br0.";
        assertThat(visit("mirage", delegated)).isEqualTo(said);
        assertThatThrownBy(() -> visit("", delegated))
                .hasMessageEndingWith(
                        "is for the path mirage, and the rules have no domain; let them say domain: mirage, or"
                                + " give another certificate");
        assertThatThrownBy(() -> visit("other", delegated))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is for the path mirage, and the rules have the domain other;");
        assertThatThrownBy(() -> visit("mirage:below", delegated))
                .hasMessageContaining("has no policy for mirage:below");
    }

    @Test
    void a_key_store_has_it_all() throws Exception {
        server.delegated("mirage");
        char[] password = "secretpassword".toCharArray();

        CertificateLogin login = CertificateLogin.of(server.store("mirage", password), password, PLACE);

        assertThat(visit("mirage", login)).startsWith("Albatross 2.7 answers for the path mirage");
    }

    @Test
    void an_authority_of_somebody_else_is_noticed_from_both_sides() throws Exception {
        try (PlayedAlbatross other = PlayedAlbatross.start(directory.resolve("other"))) {
            assertThatThrownBy(() -> visit("", other.root()))
                    .hasMessageContaining("shows a certificate that the authority given for it does not vouch for");
            CertificateLogin mixed = new CertificateLogin(
                    server.root().authorities(),
                    other.root().chain(),
                    other.root().key(),
                    PLACE);
            assertThatThrownBy(() -> visit("", mixed)).hasMessageContaining("does not accept this side's certificate");
        }
    }

    @Test
    void what_the_credentials_lack_is_said_with_the_place() throws Exception {
        assertThatThrownBy(() -> visit("", new HostLogin.Nothing(PLACE)))
                .hasMessage(
                        "robur: an Albatross server is reached with a certificate that may sign commands, and its key;"
                                + " give them to " + PLACE);
        CertificateLogin root = server.root();
        assertThatThrownBy(() -> visit("", new CertificateLogin(List.of(), root.chain(), root.key(), PLACE)))
                .hasMessage("robur: the certificate of the authority that vouches for the Albatross server is missing;"
                        + " give it to " + PLACE);
    }

    @Test
    void a_deploy_agent_that_is_away_is_told_in_its_own_words() throws Exception {
        String away = "no deploy agent with the label dmz is online (edge-1)";
        HostReach reach = new HostReach(server.root(), (address, timeout) -> {
            throw new EngineException(away, 0, null);
        });
        for (String endpoint : List.of(server.endpoint(), "unix:///run/albatross")) {
            Host host = new Host.Albatross("robur", Optional.of("dmz"), endpoint, "");
            assertThatThrownBy(() -> new HostVisit(host, reach).make(Duration.ofSeconds(60)))
                    .hasMessageEndingWith(" cannot be reached: " + away);
        }
    }

    @Test
    void a_wrong_port_is_one_sentence() throws Exception {
        int free;
        try (ServerSocket gone = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            free = gone.getLocalPort();
        }
        assertThatThrownBy(() -> visit("localhost:" + free, "", server.root()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("localhost:" + free + " cannot be reached")
                .hasMessageContaining("is albatross-tls-endpoint running there");
    }
}
