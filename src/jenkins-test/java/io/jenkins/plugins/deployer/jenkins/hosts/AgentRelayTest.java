package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentDialer;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.Ports;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import jenkins.security.MasterToSlaveCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Connections through agents that are processes of their own. */
@WithJenkins
class AgentRelayTest {
    private static final int TIMEOUT = 20_000;

    private final AgentDialer dialer = new AgentDialer("dmz", OnlineAgents.OF_THIS_CONTROLLER);
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
    void bytes_arrive_as_they_were_and_nothing_is_left_on_the_agent(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = deployAgent("edge-1", jenkins);
        byte[] much = new byte[3_000_000];
        new Random(1).nextBytes(much);
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            assertThat(relays(agent)).isEqualTo(1);
            CompletableFuture<byte[]> here = CompletableFuture.supplyAsync(() -> read(socket));
            CompletableFuture<byte[]> there = CompletableFuture.supplyAsync(() -> read(peer));
            socket.getOutputStream().write(much);
            socket.shutdownOutput();
            peer.getOutputStream().write(much);
            peer.shutdownOutput();

            assertThat(Arrays.equals(here.get(), much)).isTrue();
            assertThat(Arrays.equals(there.get(), much)).isTrue();
        }
        Eventually.holds("no thread is left", Duration.ofSeconds(20), () -> relays(agent) == 0);
    }

    @Test
    void a_killed_agent_ends_its_connections_and_another_makes_the_next(JenkinsRule jenkins) throws Exception {
        DumbSlave first = deployAgent("edge-1", jenkins);
        DumbSlave second = deployAgent("edge-2", jenkins);
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            assertThat(relays(first)).isEqualTo(1);
            kill(first);

            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessage("the deploy agent edge-1 is gone");
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            peer.getOutputStream().write(7);

            assertThat(socket.getInputStream().read()).isEqualTo(7);
            assertThat(relays(second)).isEqualTo(1);
        }
    }

    @Test
    void an_agent_that_is_disconnected_in_order_keeps_no_connection(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = deployAgent("edge-1", jenkins);
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            agent.toComputer().disconnect(null).get();

            assertThat(peer.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> socket.getInputStream().read()).hasMessage("the deploy agent edge-1 is gone");
        }
    }

    @Test
    void what_the_agent_finds_out_is_said(JenkinsRule jenkins) throws Exception {
        deployAgent("edge-1", jenkins);
        int nobody = Ports.free();

        EngineException e = catchThrowableOfType(
                EngineException.class,
                () -> dialer.connect(InetSocketAddress.createUnresolved("127.0.0.1", nobody), TIMEOUT));

        assertThat(e)
                .hasMessage("the deploy agent edge-1 gets no connection to 127.0.0.1 port " + nobody
                        + ": nothing listens there; is it running, and is it this port?");
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void an_agent_without_the_property_or_marked_offline_is_left_alone(JenkinsRule jenkins) throws Exception {
        jenkins.createOnlineSlave(jenkins.jenkins.getLabelAtom("dmz"));
        assertThatThrownBy(this::dial).hasMessageContaining("no node with the label dmz is a deploy agent");

        DumbSlave agent = deployAgent("edge-1", jenkins);
        agent.toComputer().setTemporarilyOffline(true, null);
        EngineException e = catchThrowableOfType(EngineException.class, this::dial);

        assertThat(e).hasMessage("no deploy agent with the label dmz is online (edge-1)");
        assertThat(e.isTransient()).isTrue();
    }

    @Test
    void the_controller_connects_itself_if_it_has_label_and_property(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setLabelString("dmz");
        jenkins.jenkins.getNodeProperties().add(new DeployAgentProperty());
        try (Socket socket = dial();
                Socket peer = server.accept()) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(peer.isConnected()).isTrue();
        }
    }

    @Test
    void an_engine_of_the_rules_is_asked_through_its_agent(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = deployAgent("edge-1", jenkins);
        Rules rules = RulesReader.read(
                "rules.yaml",
                """
                version: 1
                hosts:
                  toxis: { docker: "tcp://localhost:%d", via: dmz }
                repositories:
                  example/web:
                    builds:
                      - docker: Dockerfile
                """
                        .formatted(server.getLocalPort())
                        .getBytes(StandardCharsets.UTF_8));
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer("{\"ID\":\"x\"}"));

        Engine engine = HostConnections.get().engines(rules).engine("toxis");

        assertThat(engine.get("/info").path("ID").textValue()).isEqualTo("x");
        answering.get();
        assertThat(relays(agent)).as("the connection is kept").isEqualTo(1);
        HostConnections.get().closeIdle(Duration.ZERO);
        Eventually.holds("it is let go of", Duration.ofSeconds(20), () -> relays(agent) == 0);
    }

    /** The ping for the version, and one more request. */
    private void answer(String json) {
        try {
            Socket peer = server.accept();
            for (String body : new String[] {"OK", json}) {
                while (!line(peer).isEmpty()) {
                    continue;
                }
                String head = "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: " + body.length() + "\r\n\r\n";
                peer.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String line(Socket peer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = peer.getInputStream().read();
                c != '\n';
                c = peer.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private Socket dial() throws IOException {
        return dialer.connect(InetSocketAddress.createUnresolved("localhost", server.getLocalPort()), TIMEOUT);
    }

    private static DumbSlave deployAgent(String name, JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createSlave(name, "dmz", null);
        agent.getNodeProperties().add(new DeployAgentProperty());
        jenkins.waitOnline(agent);
        return agent;
    }

    private static void kill(DumbSlave agent) throws Exception {
        long pid = agent.getChannel().call(new Pid());
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static int relays(DumbSlave agent) {
        try {
            return agent.getChannel().call(new Relays());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }

    /** How many connections an agent has. */
    private static final class Relays extends MasterToSlaveCallable<Integer, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer call() {
            int count = 0;
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                count += thread.getName().startsWith("deployer to ") ? 1 : 0;
            }
            return count;
        }
    }
}
