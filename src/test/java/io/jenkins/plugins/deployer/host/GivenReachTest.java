package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that are each reached in a way of their own, which may change. */
@Timeout(20)
class GivenReachTest {
    private static final HostReach DIRECT = HostReach.directly(new HostLogin.Nothing("the configuration"));

    private final AtomicReference<HostReach> reach = new AtomicReference<>(DIRECT);
    private final List<SocketAddress> dialed = new ArrayList<>();
    private WireEngine wire;
    private Engines engines;

    @BeforeEach
    void start() throws Exception {
        wire = new WireEngine();
        engines = new Engines(host -> reach.get());
    }

    @AfterEach
    void stop() throws Exception {
        engines.close();
        wire.close();
    }

    @Test
    void a_host_is_reached_through_its_dialer() throws Exception {
        reach.set(new HostReach(DIRECT.login(), elsewhere()));
        wire.answering(WireEngine.json(200, "[]"));
        Host.Docker toxis = new Host.Docker("toxis", Optional.of("dmz"), "unix:///run/over/there.sock");

        assertThat(engines.engine(toxis).get("/services").isArray()).isTrue();
        assertThat(dialed).containsExactly(UnixDomainSocketAddress.of("/run/over/there.sock"));
    }

    @Test
    void a_dialer_is_given_names_as_they_are() throws Exception {
        reach.set(new HostReach(DIRECT.login(), elsewhere()));
        wire.answering(WireEngine.json(200, "[]"));

        engines.engine(new Host.Docker("toxis", Optional.of("dmz"), "tcp://localhost:2375"))
                .get("/services");

        assertThat(dialed).containsExactly(InetSocketAddress.createUnresolved("localhost", 2375));
    }

    @Test
    void what_a_dialer_says_is_said_about_the_host() throws Exception {
        reach.set(new HostReach(DIRECT.login(), (address, timeout) -> {
            throw new EngineException("no deploy agent with the label dmz is online", 0, null);
        }));

        EngineException e = catchThrowableOfType(
                EngineException.class, () -> engines.engine(wire.host()).get("/services"));

        assertThat(e).hasMessage("toxis: no deploy agent with the label dmz is online");
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void what_is_said_about_the_way_to_a_host_is_said_about_the_host() {
        try (Engines strict = new Engines(host -> {
            throw EngineException.lasting("no credentials are configured for it", null);
        })) {
            assertThatThrownBy(() -> strict.engine(wire.host()))
                    .hasMessage("toxis: no credentials are configured for it");
        }
    }

    @Test
    void a_host_that_is_reached_in_another_way_gets_a_new_connection_and_the_old_one_ends() throws Exception {
        for (int i = 0; i < 4; i++) {
            wire.answering(WireEngine.json(200, "[]"));
        }
        Engine before = engines.engine(wire.host());
        before.get("/services");
        reach.set(HostReach.directly(new HostLogin.Nothing("another place")));

        engines.engine(wire.host()).get("/services");
        assertThat(wire.connections()).isEqualTo(2);

        before.get("/services");
        assertThat(wire.connections()).as("who has the old one is still served").isEqualTo(3);
        engines.engine(wire.host()).get("/services");
        assertThat(wire.connections()).as("the new one is kept").isEqualTo(3);
    }

    @Test
    void hosts_that_are_reached_alike_share_a_connection_until_the_last_of_them_is_not() throws Exception {
        for (int i = 0; i < 4; i++) {
            wire.answering(WireEngine.json(200, "[]"));
        }
        Host.Docker alias =
                new Host.Docker("alias", Optional.empty(), wire.host().endpoint());
        engines.engine(wire.host()).get("/services");
        engines.engine(alias).get("/services");
        assertThat(wire.connections()).isEqualTo(1);

        reach.set(HostReach.directly(new HostLogin.Nothing("another place")));
        engines.engine(wire.host()).get("/services");
        reach.set(DIRECT);
        engines.engine(alias).get("/services");
        assertThat(wire.connections()).isEqualTo(2);
    }

    @Test
    void a_host_that_is_given_its_own_way_disturbs_no_other() throws Exception {
        for (int i = 0; i < 3; i++) {
            wire.answering(WireEngine.json(200, "[]"));
        }
        engines.engine(wire.host()).get("/services");
        engines.engine(wire.host(), HostReach.directly(new HostLogin.Nothing("a Pipeline")))
                .get("/services");
        engines.engine(wire.host()).get("/services");

        assertThat(wire.connections()).isEqualTo(2);
    }

    @Test
    void what_nobody_uses_is_let_go_of() throws Exception {
        wire.answering(WireEngine.json(200, "[]")).answering(WireEngine.json(200, "[]"));
        engines.engine(wire.host()).get("/services");

        engines.closeIdle(Duration.ofHours(1));
        engines.closeIdle(Duration.ZERO);

        engines.engine(wire.host()).get("/services");
        assertThat(wire.connections()).isEqualTo(2);
    }

    private Dialer elsewhere() {
        Path socket = wire.socket();
        return (address, timeout) -> {
            dialed.add(address);
            return connected(socket, timeout);
        };
    }

    private static Socket connected(Path socket, int timeout) throws IOException {
        return Dialer.DIRECT.connect(UnixDomainSocketAddress.of(socket), timeout);
    }
}
