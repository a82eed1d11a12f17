package io.jenkins.plugins.deployer.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.image.Project.Wish;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.rules.Architecture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuildCommandsTest {
    private static final BuildEngine ENGINE = new BuildEngine(new DockerVersion("28.5.2"), "amd64", true, Set.of());

    @Test
    void a_new_client_builds_through_buildx_into_the_engine() {
        Command command = build("28.5.2", true, Wish.plain(true).architecture(Architecture.X86_64));

        assertThat(command)
                .hasToString(
                        "/usr/bin/docker buildx build --load --progress=plain --file=/tmp/Dockerfile --iidfile=/tmp/id");
        assertThat(command.environment()).containsEntry("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");
    }

    @Test
    void an_old_client_has_buildkit_itself() {
        Command command = build("20.10.24", false, Wish.plain(true).architecture(Architecture.X86_64));

        assertThat(command.toString()).startsWith("/usr/bin/docker build --progress=plain ");
        assertThat(command.environment()).containsEntry("DOCKER_BUILDKIT", "1");
    }

    @Test
    void the_classic_builder_is_asked_for_by_a_variable() {
        Command command = build(
                "28.5.2",
                true,
                Wish.plain(false).architecture(Architecture.X86_64).squash());

        assertThat(command.toString())
                .startsWith("/usr/bin/docker build --file=")
                .endsWith(" --squash");
        assertThat(command.environment()).containsEntry("DOCKER_BUILDKIT", "0");
    }

    @Test
    void no_value_can_be_taken_for_an_option() {
        Wish wish = Wish.plain(true)
                .architecture(Architecture.I386)
                .target("last")
                .arguments(Map.of("A", "--network=host"))
                .ulimits("nofile=1:2");

        assertThat(build("20.10.24", false, wish).arguments())
                .containsSubsequence(
                        "--platform=linux/386", "--target=last", "--ulimit=nofile=1:2", "--build-arg=A=--network=host");
    }

    private static Command build(String version, boolean buildx, Wish wish) {
        DockerClient client =
                new DockerClient(Path.of("/usr/bin/docker"), Map.of(), new DockerVersion(version), buildx);
        return BuildCommands.build(client, ENGINE, wish.task(), Path.of("/tmp/Dockerfile"), Path.of("/tmp/id"));
    }
}
