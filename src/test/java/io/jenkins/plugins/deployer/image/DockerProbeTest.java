package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.rules.Architecture;
import org.junit.jupiter.api.Test;

class DockerProbeTest {
    private static final String OLD =
            """
            client /usr/bin/docker
            versions {"Client":{"Version":"20.10.24"},"Server":{"Version":"20.10.24","Arch":"amd64","Experimental":true}}
            """;
    private static final String NEW =
            """
            client /usr/local/bin/docker
            versions {"Client":{"Version":"28.2.2"},"Server":{"Version":"20.10.24","Arch":"amd64"}}
            """;

    @Test
    void the_first_client_that_can_is_taken() throws Exception {
        FoundDocker docker = read(NEW + OLD).docker();

        assertThat(docker.client(false).program()).hasToString("/usr/local/bin/docker");
        assertThat(docker.client(true).program()).hasToString("/usr/bin/docker");
        assertThat(read(NEW + "buildx\n" + OLD).docker().client(true).hasBuildx())
                .isTrue();
        assertThatThrownBy(() -> read(NEW).docker().client(true))
                .isInstanceOf(ImageException.class)
                .message()
                .startsWith("Cannot build with BuildKit: /usr/local/bin/docker (28.2.2) lacks the buildx component.");
    }

    @Test
    void an_engine_elsewhere_has_emulators_of_its_own() throws Exception {
        assertThat(read(OLD + "emulator qemu-aarch64\n").docker().engine().runs(Architecture.ARM64))
                .isTrue();
        assertThat(read("host tcp://127.0.0.1:2376\n" + OLD + "emulator qemu-aarch64\n")
                        .docker()
                        .engine()
                        .runs(Architecture.ARM64))
                .isFalse();
    }

    @Test
    void the_configuration_keeps_its_lines() throws Exception {
        assertThat(read(OLD + "config {\nconfig   \"auths\": {}\nconfig }\n\n").configuration())
                .isEqualTo("{\n  \"auths\": {}\n}");
        assertThat(read(OLD).configuration()).isEmpty();
    }

    @Test
    void an_answer_that_is_cut_shows_no_login() {
        assertThatThrownBy(() -> DockerProbe.read("path /bin\nconfig {\"auths\": {\"a\": {\"auth\": \"c2VjcmV0\"}}}\n"))
                .hasMessage("Cannot find out about docker on the agent: the shell said 'path /bin'");
    }

    @Test
    void what_is_missing_is_said() {
        assertThatThrownBy(() -> read("path /usr/bin:/bin\n"))
                .hasMessageStartingWith("Cannot build images: there is no docker on PATH (/usr/bin:/bin)");
        assertThatThrownBy(() -> read("host unix:///none\nclient /usr/bin/docker\nsaid Is the daemon running?\n"))
                .hasMessage(
                        "Cannot reach the Docker engine at unix:///none. /usr/bin/docker says: Is the daemon running?");
        assertThatThrownBy(() -> DockerProbe.read("sh: not found\n"))
                .hasMessage("Cannot find out about docker on the agent: the shell said 'sh: not found'");
    }

    private static DockerProbe read(String output) throws ImageException {
        return DockerProbe.read(output + "end\n");
    }
}
