package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.EngineStreams;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.service.ClientRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentDialerTest {
    private static final int TIMEOUT = 5_000;

    private final LocalAgent first = new LocalAgent("edge-1");
    private final LocalAgent second = new LocalAgent("edge-2");
    private final AgentDialer dialer =
            new AgentDialer("dmz", label -> new AgentLookUp.Found(false, List.of(first, second)));
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void much_goes_both_ways_at_once_and_arrives_as_it_was() throws Exception {
        byte[] much = new byte[3_000_000];
        new Random(1).nextBytes(much);
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            CompletableFuture<byte[]> atPeer = reading(peer.getInputStream());
            CompletableFuture<byte[]> here = reading(socket.getInputStream());
            CompletableFuture<Void> writing = running(() -> {
                peer.getOutputStream().write(much);
                peer.shutdownOutput();
            });
            socket.getOutputStream().write(much);
            socket.shutdownOutput();

            assertThat(Arrays.equals(atPeer.get(), much)).isTrue();
            assertThat(Arrays.equals(here.get(), much)).isTrue();
            writing.get();
        }
        assertThat(first.watchers()).as("nothing is left behind").isZero();
    }

    @Test
    void an_end_on_one_side_is_an_end_on_the_other() throws Exception {
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            socket.close();
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            peer.close();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void who_has_nothing_more_to_say_may_still_listen() throws Exception {
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            peer.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.getOutputStream().write(7);

            assertThat(peer.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void a_unix_socket_is_the_agents() throws Exception {
        try (ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path path = socketPath();
            local.bind(UnixDomainSocketAddress.of(path));
            try (Socket socket = dialer.connect(UnixDomainSocketAddress.of(path), TIMEOUT);
                    SocketChannel peer = local.accept()) {
                peer.write(ByteBuffer.wrap(new byte[] {42}));

                assertThat(socket.getInputStream().read()).isEqualTo(42);
            }
        }
    }

    @Test
    void a_lost_agent_ends_its_connections_and_the_next_is_made_by_another() throws Exception {
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            CompletableFuture<byte[]> reading = reading(socket.getInputStream());
            first.kill();

            assertThatThrownBy(reading::get)
                    .hasRootCauseInstanceOf(IOException.class)
                    .hasRootCauseMessage("the deploy agent edge-1 is gone");
            assertThatThrownBy(() -> socket.getOutputStream().write(1)).hasMessage("the deploy agent edge-1 is gone");
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            peer.getOutputStream().write(9);

            assertThat(socket.getInputStream().read()).isEqualTo(9);
            assertThat(second.opened()).isEqualTo(1);
        }
    }

    @Test
    void without_any_agent_that_can_be_asked_the_conversation_may_be_tried_again() {
        first.kill();
        second.kill();

        EngineException e = catchThrowableOfType(EngineException.class, this::dial);

        assertThat(e)
                .hasMessage("no connection to localhost port " + server.getLocalPort()
                        + ": the deploy agent edge-1 is gone");
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void a_port_where_nobody_listens_is_asked_for_through_every_agent_and_named() {
        int nobody = Ports.free();

        EngineException e = catchThrowableOfType(
                EngineException.class,
                () -> dialer.connect(InetSocketAddress.createUnresolved("127.0.0.1", nobody), TIMEOUT));

        assertThat(e)
                .hasMessage("the deploy agent edge-1 gets no connection to 127.0.0.1 port " + nobody
                        + ": nothing listens there; is it running, and is it this port?");
        assertThat(e.isTransient()).isTrue();
        assertThat(second.opened()).isEqualTo(1);
    }

    @Test
    void a_name_that_means_nothing_to_the_agent_and_a_socket_that_it_has_not_are_named() {
        assertThatThrownBy(() -> dialer.connect(InetSocketAddress.createUnresolved("no.invalid", 22), TIMEOUT))
                .hasMessage("the deploy agent edge-1 gets no connection to no.invalid port 22: no address is known"
                        + " there for the host no.invalid");
        assertThatThrownBy(() -> dialer.connect(UnixDomainSocketAddress.of("/no/such.sock"), TIMEOUT))
                .hasMessage("the deploy agent edge-1 gets no connection to its socket /no/such.sock: there is no such"
                        + " socket; is the Docker engine there running, and is this its socket?");
    }

    @Test
    void reads_time_out_and_can_be_interrupted() throws Exception {
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            socket.setSoTimeout(20);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            socket.setSoTimeout(0);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(peer.isClosed()).isFalse();
        }
    }

    @Test
    void a_connection_that_comes_when_nobody_waits_any_more_is_closed() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        first.answeringAfter(answer);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                dial().close();
                failure.complete(null);
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        caller.start();
        try (Socket peer = server.accept()) {
            caller.interrupt();
            assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
            assertThat(second.opened())
                    .as("an interrupt is no reason to try another")
                    .isZero();
            answer.countDown();

            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_controller_that_has_the_label_connects_itself() throws Exception {
        AgentDialer here = new AgentDialer("dmz", label -> new AgentLookUp.Found(true, List.of(first)));
        try (Socket socket = here.connect(server.getLocalSocketAddress(), TIMEOUT);
                Socket peer = server.accept()) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(peer.isConnected()).isTrue();
            assertThat(first.opened()).isZero();
        }
    }

    @Test
    void a_reader_who_has_left_ends_the_connection_at_the_agent() throws Exception {
        try (Socket peer = open()) {
            Eventually.holds("the agent hangs up", Duration.ofSeconds(10), () -> {
                try {
                    peer.getOutputStream().write(new byte[1024]);
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
        }
    }

    /** The other side of a connection that has been closed here. */
    private Socket open() throws IOException {
        dial().close();
        return server.accept();
    }

    @Test
    void what_an_agent_says_is_kept_short() {
        assertThat(FarAnswer.brief("a\n\u001b[31mb" + "c".repeat(1000)))
                .startsWith("a [31mbccc")
                .hasSize(301);
    }

    @Test
    void a_chunk_that_no_agent_of_ours_would_send_ends_the_connection() throws Exception {
        DeployAgent hostile = new DeployAgent() {
            @Override
            public String name() {
                return "evil";
            }

            @Override
            public FarAnswer open(FarAddress address, NearEnd near, int timeout) throws IOException {
                assertThat(near.received(new byte[2_000_000])).isFalse();
                return FarAnswer.connected(new LateEnd());
            }

            @Override
            public void run(ClientRun run, String configuration, EngineStreams streams, Consumer<String> lines)
                    throws IOException {
                throw new IOException("it runs nothing");
            }

            @Override
            public Runnable whenGone(Runnable task) {
                return () -> {};
            }
        };
        AgentDialer through = new AgentDialer("dmz", label -> new AgentLookUp.Found(false, List.of(hostile)));
        try (Socket socket = through.connect(server.getLocalSocketAddress(), TIMEOUT)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .hasMessage("the deploy agent evil sends what it should not");
        }
    }

    private static final class LateEnd implements FarEnd {
        @Override
        public void send(byte[] bytes) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }

    private Socket dial() throws IOException {
        return dialer.connect(InetSocketAddress.createUnresolved("localhost", server.getLocalPort()), TIMEOUT);
    }

    @TempDir
    private Path directory;

    private Path socketPath() {
        return directory.resolve("s");
    }

    private interface Action {
        void run() throws IOException;
    }

    private static CompletableFuture<Void> running(Action action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                action.run();
                done.complete(null);
            } catch (IOException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static CompletableFuture<byte[]> reading(InputStream in) {
        CompletableFuture<byte[]> read = new CompletableFuture<>();
        running(() -> read.complete(in.readAllBytes())).exceptionally(e -> {
            read.completeExceptionally(e);
            return null;
        });
        return read;
    }
}
