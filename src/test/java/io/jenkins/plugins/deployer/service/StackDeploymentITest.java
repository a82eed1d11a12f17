package io.jenkins.plugins.deployer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.deployer.real.PushedImage;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.TestImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealDocker.Extension.class)
class StackDeploymentITest {
    private final RealDocker docker;
    private final String stack;
    private Path file;
    private Deploying deploying;

    StackDeploymentITest(RealDocker docker) {
        this.docker = docker;
        this.stack = docker.unique("shop");
    }

    @BeforeEach
    void write() throws IOException {
        deploying = new Deploying(docker);
        PushedImage cache = docker.push(TestImage.serving("cache"));
        file = docker.directory("stack").resolve("stack.yml");
        String settings = "    networks: [outside]\n"
                + "    stop_grace_period: 1s\n    deploy: {update_config: {monitor: 1s}, labels: {team: shop}}\n";
        Files.writeString(
                file,
                "version: \"3.8\"\nservices:\n"
                        + "  web:\n    image: $IMAGE\n" + settings
                        + "  worker:\n    image: ${IMAGE}\n" + settings
                        + "  cache:\n    image: " + cache.byDigest() + "\n" + settings
                        + "networks: {outside: {external: true, name: host}}\n");
    }

    @AfterEach
    void remove() {
        deploying.log().forEach(System.out::println);
        docker.run("stack", "rm", stack);
        deploying.close();
    }

    @Test
    void a_stack_is_created_upgraded_left_alone_and_put_back() throws Exception {
        PushedImage good = docker.push(TestImage.running("trap 'exit 0' TERM; sleep 1000 & wait $!"));
        PushedImage better = docker.push(TestImage.running("trap 'exit 0' TERM; sleep 2000 & wait $!"));
        PushedImage bad = docker.push(TestImage.exiting(6));

        assertThat(outcomes(deploy(good))).containsExactly(Outcome.LIVE, Outcome.LIVE);
        assertThat(outcomes(deploy(better))).containsExactly(Outcome.LIVE, Outcome.LIVE);
        assertThat(labels("web").path("team").asText()).isEqualTo("shop");
        assertThat(labels("worker").path(ServiceLabels.LAST_GOOD).asText()).isEqualTo(good.byDigest());
        assertThat(outcomes(deploy(better))).containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED);

        List<RollOut> ends = deploy(bad);

        assertThat(outcomes(ends)).containsExactly(Outcome.ROLLED_BACK, Outcome.ROLLED_BACK);
        assertThat(ends.get(0).ending().orElseThrow().reason()).contains("exit code 6");
        for (String member : List.of("web", "worker")) {
            assertThat(spec(member).at("/TaskTemplate/ContainerSpec/Image").asText())
                    .isEqualTo(better.byDigest());
        }
    }

    @Test
    void a_file_that_docker_refuses_changes_nothing() throws Exception {
        Files.writeString(file, "services:\n  web:\n    image: $IMAGE\n    colour: red\n");
        PushedImage good = docker.push(TestImage.serving("good"));

        assertThatThrownBy(() -> deploy(good))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("cannot deploy the stack " + stack)
                .hasMessageContaining("colour");
    }

    private List<RollOut> deploy(PushedImage image) throws IOException, InterruptedException {
        ComposeFile compose = ComposeFile.read(file);
        ServiceRequest request = deploying.request(stack, image);
        return new StackDeployment(deploying.surroundings(), deploying.diary(), docker.environment())
                .deploy(request, compose, StackDeployment.begin(request, compose));
    }

    private static List<Outcome> outcomes(List<RollOut> ends) {
        return ends.stream().map(end -> end.ending().orElseThrow().outcome()).toList();
    }

    private JsonNode spec(String member) {
        return docker.json("service", "inspect", stack + "_" + member).at("/0/Spec");
    }

    private JsonNode labels(String member) {
        return spec(member).path("Labels");
    }
}
