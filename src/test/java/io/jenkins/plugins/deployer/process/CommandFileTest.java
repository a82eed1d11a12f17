package io.jenkins.plugins.deployer.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandFileTest {
    @Test
    void each_part_has_a_line() {
        Command command = Command.of("/usr/bin/docker", "build", "--build-arg=A=it's é\n", "")
                .withEnvironment("DOCKER_BUILDKIT", "1")
                .without(Set.of("DOCKER_DEFAULT_PLATFORM"));

        assertThat(CommandFile.of(command))
                .isEqualTo(
                        """
                        =DOCKER_BUILDKIT=1
                        -DOCKER_DEFAULT_PLATFORM
                         /usr/bin/docker
                         build
                         --build-arg=A=it\\0047s\\0040\\0303\\0251\\0012
                        \040
                        """);
    }
}
