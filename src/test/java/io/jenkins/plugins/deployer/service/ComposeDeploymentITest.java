package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a real engine, with a stand-in for the docker client's compose plugin, which few machines have. */
@ExtendWith(RealDocker.Extension.class)
class ComposeDeploymentITest {
    /** Runs the one member as compose would: with its labels and those of the override. */
    private static final String PLUGIN =
            """
            #!/bin/sh
            if [ "$1" = docker-cli-plugin-metadata ]; then
                echo '{"SchemaVersion": "0.1.0", "Vendor": "tests", "Version": "2.0.0"}'
                exit
            fi
            shift
            [ "$1" = version ] && exit %d
            project="$2" override="$6"
            grep -o '"io.jenkins.deployer[^"]*":"[^"]*"' "$override" | tr -d '"' | sed 's/:/=/' > "$override.labels"
            docker rm --force "$project-web-1" >/dev/null 2>&1
            docker run --detach --name "$project-web-1" --network none --label-file "$override.labels" \\
                --label com.docker.compose.project="$project" --label com.docker.compose.service=web "$IMAGE"
            rm "$override.labels"
            """;

    private final RealDocker docker;
    private final String project;
    private Map<String, String> client;
    private ComposeFile file;
    private Deploying deploying;

    ComposeDeploymentITest(RealDocker docker) {
        this.docker = docker;
        this.project = docker.unique("blog");
    }

    @BeforeEach
    void write() throws IOException {
        deploying = new Deploying(docker);
        Path directory = docker.directory("compose");
        Files.createDirectories(directory.resolve("cli-plugins"));
        Files.copy(docker.dockerConfig().resolve("config.json"), directory.resolve("config.json"));
        client = new HashMap<>(docker.environment());
        client.put("DOCKER_CONFIG", directory.toString());
        file = ComposeFile.read(
                Files.writeString(directory.resolve("compose.yml"), "services: {web: {image: $IMAGE}}\n"));
        plugin(0);
    }

    @AfterEach
    void remove() {
        deploying.log().forEach(System.out::println);
        docker.run("rm", "--force", project + "-web-1");
        deploying.close();
    }

    @Test
    void a_project_is_created_upgraded_left_alone_and_put_back() throws Exception {
        PushedImage good = docker.push(TestImage.running("trap 'exit 0' TERM; sleep 1000 & wait $!"));
        PushedImage better = docker.push(TestImage.running("trap 'exit 0' TERM; sleep 2000 & wait $!"));

        assertEnds(deploy(good), Outcome.LIVE);
        assertEnds(deploy(better), Outcome.LIVE);
        assertEnds(deploy(better), Outcome.UNCHANGED);

        assertThat(running()).hasSize(1).first().satisfies(web -> {
            assertThat(web.digest()).contains(better.digest());
            assertThat(web.isComplete()).isTrue();
            assertThat(web.wanted()).isEqualTo(1);
            assertThat(web.changed().request()).isPresent();
        });

        RollOut end = deploy(docker.push(TestImage.exiting(6)));

        assertEnds(end, Outcome.ROLLED_BACK);
        assertThat(end.ending().orElseThrow().reason()).contains("exit code 6");
        assertThat(docker.json("container", "inspect", project + "-web-1")
                        .at("/0/Config/Image")
                        .asText())
                .isEqualTo(better.byDigest());
    }

    @Test
    void a_client_without_compose_is_said_to_be_one() throws Exception {
        plugin(1);
        PushedImage image = docker.push(TestImage.serving("page"));

        assertThatThrownBy(() -> deploy(image))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("has no \"compose\"; install its plugin");
    }

    private List<Running> running() throws IOException, InterruptedException {
        return Running.inProjects(deploying.surroundings().engines().engine("here")).stream()
                .filter(one -> one.service().equals(project + "_web"))
                .toList();
    }

    private void plugin(int version) throws IOException {
        Path plugin = Path.of(client.get("DOCKER_CONFIG"), "cli-plugins", "docker-compose");
        Files.writeString(plugin, PLUGIN.formatted(version));
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private RollOut deploy(PushedImage image) throws IOException, InterruptedException {
        return new ComposeDeployment(deploying.surroundings(), deploying.diary(), client)
                .deploy(deploying.request(project, image), file);
    }

    private static void assertEnds(RollOut end, Outcome outcome) {
        assertThat(end.ending().orElseThrow().outcome())
                .as(end.ending().orElseThrow().reason())
                .isEqualTo(outcome);
    }
}
