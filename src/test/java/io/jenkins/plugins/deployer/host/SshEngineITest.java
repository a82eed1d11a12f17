package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.RealDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real engine behind a real sshd. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(120)
class SshEngineITest {
    private final RealDocker docker;
    private final SshHome home;

    SshEngineITest(RealDocker docker) throws IOException {
        this.docker = docker;
        home = SshHome.of(docker.directory("home"), docker.sshd());
    }

    @Test
    void an_engine_answers_through_its_socket_on_the_host() throws Exception {
        try (Engines engines = home.engines()) {
            Engine engine = engines.engine(SshHome.toxis(docker.sshEndpoint()));

            assertThat(engine.get("/info").at("/Swarm/LocalNodeState").textValue())
                    .isEqualTo("active");
        }
    }

    @Test
    void twenty_calls_at_once_share_one_connection() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(docker.sshd().port());
                Engines engines = home.engines()) {
            Files.writeString(home.ssh().resolve("known_hosts"), docker.sshd().knownHostsLine(proxy.port()));
            Engine engine = engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + proxy.port()));
            List<Callable<JsonNode>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(() -> engine.get("/services"));
            }
            ExecutorService threads = Executors.newFixedThreadPool(20);
            try {
                for (Future<JsonNode> call : threads.invokeAll(calls)) {
                    assertThat(call.get().isArray()).isTrue();
                }
            } finally {
                threads.shutdown();
            }

            assertThat(proxy.connections()).isEqualTo(1);
        }
    }
}
