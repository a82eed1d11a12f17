package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostVisitTest {
    private static final HostReach REACH =
            HostReach.directly(new HostLogin.Nothing("the host toxis under Manage Jenkins, System, Deployer"));

    @Test
    void a_manager_is_called_one() throws Exception {
        assertThat(visit("{\"LocalNodeState\":\"active\",\"ControlAvailable\":true}"))
                .isEqualTo("Docker Engine 29.1.0 (API 1.52) answers and is a Swarm manager.");
    }

    @Test
    void an_engine_that_runs_no_services_is_told_how_to() throws Exception {
        assertThat(visit("{\"LocalNodeState\":\"active\",\"ControlAvailable\":false}"))
                .isEqualTo("Docker Engine 29.1.0 (API 1.52) answers, but is only a worker of its Swarm: name a manager"
                        + " in the rules.");
        assertThat(visit("{\"LocalNodeState\":\"inactive\",\"ControlAvailable\":false}"))
                .isEqualTo("Docker Engine 29.1.0 (API 1.52) answers, but is not in a Swarm, so it runs no services:"
                        + " \"docker swarm init\" there makes it a manager.");
    }

    @Test
    void a_host_that_says_nothing_is_left_when_the_time_is_up() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            HostVisit visit = new HostVisit(host(silent.getLocalPort()), REACH);

            assertThatThrownBy(() -> visit.make(Duration.ofSeconds(1))).hasMessage("toxis: no answer within 1 s");
            assertThat(silent.accept().getInputStream().readAllBytes())
                    .as("the connection has been ended")
                    .startsWith("GET /_ping".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void what_a_login_lacks_is_said() {
        HostVisit visit =
                new HostVisit(new Host.Docker("toxis", Optional.empty(), "ssh://deployer@toxis.example.org"), REACH);

        assertThatThrownBy(() -> visit.make(Duration.ofSeconds(10)))
                .isInstanceOf(IOException.class)
                .hasMessage("toxis: ssh://deployer@toxis.example.org is reached with a private key for SSH; give one to"
                        + " the host toxis under Manage Jenkins, System, Deployer");
    }

    private static String visit(String swarm) throws Exception {
        HttpServer engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        engine.createContext("/", exchange -> {
            String body = exchange.getRequestURI().getPath().endsWith("/version")
                    ? "{\"Version\":\"29.1.0\",\"ApiVersion\":\"1.52\"}"
                    : "{\"Swarm\":" + swarm + "}";
            exchange.getResponseHeaders().set("Api-Version", "1.52");
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        engine.start();
        try {
            return new HostVisit(host(engine.getAddress().getPort()), REACH).make(Duration.ofSeconds(20));
        } finally {
            engine.stop(0);
        }
    }

    private static Host.Docker host(int port) {
        return new Host.Docker("toxis", Optional.empty(), "tcp://127.0.0.1:" + port);
    }
}
