package io.jenkins.plugins.deployer.unikernel.albatross;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command has only a part of Bouncy Castle in it, which must be enough for a command's certificate. */
class PackagedClientITest {
    @TempDir
    Path directory;

    @Test
    void a_certificate_is_made_with_what_is_packed() throws Exception {
        TestAuthority.generate(directory, "ed25519");

        assertThat(run(closedPort())).endsWith("UNREACHABLE");
    }

    private String run(int port) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path source = Path.of("src/test/resources/io/jenkins/plugins/deployer/unikernel/albatross/AskServer.java");
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("deployer.jar"),
                        source.toString(),
                        directory.toString(),
                        String.valueOf(port)))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output.strip();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
