package io.jenkins.plugins.deployer.real;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dockerd of the tests' own. It listens where an engine usually does, on {@code /var/run/docker.sock} (a private
 * {@code /run} is mounted there), and with TLS on a port of 127.0.0.1.
 */
final class RealEngine {
    static final String SOCKET = "/var/run/docker.sock";

    private final Path directory;
    private final Certificates certificates;
    private final String controlGroup;
    private final int port = Ports.free();
    private ContainedProcess process;

    RealEngine(Workspace workspace, Certificates certificates) {
        this.directory = workspace.directory();
        this.certificates = certificates;
        this.controlGroup = workspace.name();
    }

    int port() {
        return port;
    }

    void start() {
        // Experimental, as only such an engine can squash the layers of a build.
        List<String> command = new ArrayList<>(List.of("dockerd", "--experimental"));
        command.addAll(List.of("--data-root", directory.resolve("engine").toString()));
        command.addAll(List.of("--exec-root", directory.resolve("exec").toString()));
        command.addAll(List.of("--pidfile", directory.resolve("dockerd.pid").toString()));
        command.addAll(List.of("--exec-opt", "native.cgroupdriver=cgroupfs", "--cgroup-parent", "/" + controlGroup));
        command.addAll(List.of("--host", "unix://" + SOCKET, "--host", "tcp://127.0.0.1:" + port, "--tlsverify"));
        command.addAll(List.of("--tlscacert", certificates.authority().toString()));
        command.addAll(List.of("--tlscert", certificates.server().toString()));
        command.addAll(List.of("--tlskey", certificates.serverKey().toString()));
        process = ContainedProcess.start(
                directory.resolve("dockerd.log"),
                Map.of("SSL_CERT_FILE", certificates.authority().toString()),
                command);
        Eventually.holds(
                () -> "dockerd answers. It said:\n" + process.lastWords(), Duration.ofSeconds(60), this::answers);
    }

    /** As {@code systemctl stop docker}: containers are stopped, data stays. */
    void stop() {
        process.stop();
    }

    /** As a power cut: nothing is stopped in order. Does nothing when it never ran. */
    void kill() {
        if (process != null) {
            process.kill();
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("dockerd ended at once. It said:\n" + process.lastWords());
        }
        return Shell.attempt(
                                Map.of("DOCKER_HOST", "unix://" + SOCKET),
                                new byte[0],
                                List.of("docker", "version", "--format", "{{.Server.Version}}"))
                        .exitCode()
                == 0;
    }
}
