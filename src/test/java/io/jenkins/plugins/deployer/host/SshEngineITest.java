package io.jenkins.plugins.deployer.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.real.FaultProxy;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealSshd;
import io.jenkins.plugins.deployer.real.TestImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Conversations with a real engine behind a real sshd, and what breaks them. */
@ExtendWith(RealDocker.Extension.class)
@Timeout(120)
class SshEngineITest {
    private static final List<String> NO_FORWARDING = List.of("AllowStreamLocalForwarding no");

    private final RealDocker docker;
    private final RealSshd sshd;
    private final SshHome home;

    SshEngineITest(RealDocker docker) {
        this.docker = docker;
        sshd = docker.sshd();
        home = SshHome.of(docker.directory("home"), sshd);
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
    void an_image_is_pulled_with_its_progress() throws Exception {
        PushedImage image = docker.push(TestImage.serving("over SSH"));
        docker.forget(image);
        List<String> progress = new ArrayList<>();
        try (Engines engines = home.engines()) {
            Engine engine = engines.engine(SshHome.toxis(docker.sshEndpoint()));

            engine.stream(
                    "/images/create?fromImage=" + image.byDigest(),
                    Map.of(),
                    value -> progress.add(value.path("status").asText()));
        }

        assertThat(progress).anyMatch(status -> status.startsWith("Status: Downloaded newer image"));
    }

    @Test
    void twenty_calls_at_once_share_one_connection() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(sshd.port());
                Engines engines =
                        home.knowing(sshd.knownHostsLine(proxy.port())).engines()) {
            twentyCalls(engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + proxy.port())));

            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void where_sshd_does_not_forward_the_docker_client_on_the_host_is_used() throws Exception {
        RealSshd strict = docker.sshd(NO_FORWARDING);
        SshHome of = SshHome.of(docker.directory("home"), strict);
        try (FaultProxy proxy = FaultProxy.toPort(strict.port());
                Engines engines =
                        of.knowing(strict.knownHostsLine(proxy.port())).engines()) {
            twentyCalls(engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + proxy.port())));

            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void fewer_sessions_than_calls_make_the_calls_wait_for_each_other() throws Exception {
        RealSshd strict = docker.sshd(List.of("AllowStreamLocalForwarding no", "MaxSessions 2"));
        try (Engines engines = SshHome.of(docker.directory("home"), strict).engines()) {
            twentyCalls(engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + strict.port())));
        }
    }

    private static void twentyCalls(Engine engine) throws Exception {
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
    }

    @Test
    void a_read_survives_a_connection_that_is_cut_in_its_middle() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(sshd.port());
                Engines engines =
                        home.knowing(sshd.knownHostsLine(proxy.port())).engines()) {
            Engine engine = engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + proxy.port()));
            engine.get("/info");
            proxy.stall();
            Future<JsonNode> call = waiting(() -> engine.get("/services"));
            proxy.cut();
            proxy.heal();

            assertThat(call.get(60, TimeUnit.SECONDS).isArray()).isTrue();
            assertThat(proxy.connections()).isEqualTo(2);
        }
    }

    @Test
    void a_change_whose_connection_is_cut_is_reported_and_not_repeated() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(sshd.port());
                Engines engines =
                        home.knowing(sshd.knownHostsLine(proxy.port())).engines()) {
            Engine engine = engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + proxy.port()));
            engine.get("/info");
            proxy.stall();
            Future<JsonNode> call = waiting(() -> engine.post("/networks/prune", MissingNode.getInstance(), Map.of()));
            proxy.cut();
            proxy.heal();

            assertThatThrownBy(() -> call.get(60, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(java.io.IOException.class)
                    .cause()
                    .hasMessageStartingWith("toxis: POST /networks/prune: the connection to ssh://root@127.0.0.1:")
                    .hasMessageEndingWith("whether the engine did it must be looked up before it is tried again");
            assertThat(engine.get("/services").isArray()).isTrue();
        }
    }

    /** A call in another thread, which has had the time to be on its way. */
    private static <T> Future<T> waiting(Callable<T> call) {
        Thread[] caller = new Thread[1];
        java.util.concurrent.FutureTask<T> task = new java.util.concurrent.FutureTask<>(call);
        caller[0] = new Thread(task, "caller");
        caller[0].setDaemon(true);
        caller[0].start();
        Eventually.holds("the call waits for its answer", Duration.ofSeconds(10), () -> {
            for (StackTraceElement frame : caller[0].getStackTrace()) {
                if (frame.getMethodName().equals("receiveResponseHeader")) {
                    return true;
                }
            }
            return false;
        });
        return task;
    }

    @Test
    void an_engine_that_was_restarted_is_asked_again_over_the_same_connection() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(sshd.port());
                Engines engines =
                        home.knowing(sshd.knownHostsLine(proxy.port())).engines()) {
            Engine engine = engines.engine(SshHome.toxis("ssh://root@127.0.0.1:" + proxy.port()));
            engine.get("/info");
            docker.stopEngine();
            try {
                assertThatThrownBy(() -> engine.get("/info"))
                        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.isTransient())
                                .isTrue())
                        .hasMessage(
                                "toxis: nothing answers on the socket /var/run/docker.sock of 127.0.0.1 any more; is"
                                        + " the Docker engine there running?");
            } finally {
                docker.startEngine();
            }

            assertThat(engine.get("/info").path("ServerVersion").isTextual()).isTrue();
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void the_docker_client_reaches_the_engine_through_a_private_socket() throws Exception {
        Path socket;
        try (Engines engines = home.engines();
                ClientAccess access = engines.clientAccess(SshHome.toxis(docker.sshEndpoint()))) {
            socket = Path.of(access.environment().get("DOCKER_HOST").substring("unix://".length()));

            assertThat(run(access.environment(), "docker", "info", "--format", "{{.Swarm.LocalNodeState}}"))
                    .isEqualTo("active");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void commands_run_on_the_host_over_the_same_connection() throws Exception {
        try (FaultProxy proxy = FaultProxy.toPort(sshd.port());
                Engines engines =
                        home.knowing(sshd.knownHostsLine(proxy.port())).engines()) {
            String endpoint = "ssh://root@127.0.0.1:" + proxy.port();
            engines.engine(SshHome.toxis(endpoint)).get("/info");
            Ssh ssh = engines.ssh(SshHome.solo5(endpoint));

            try (SshCommand command = ssh.exec("tr a-z A-Z; echo sorry >&2; exit 3")) {
                command.out().write("hello".getBytes(StandardCharsets.UTF_8));
                command.out().close();

                assertThat(new String(command.in().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("HELLO");
                assertThat(new String(command.err().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("sorry\n");
                assertThat(command.exitStatus()).isEqualTo(3);
            }
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    static String run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
