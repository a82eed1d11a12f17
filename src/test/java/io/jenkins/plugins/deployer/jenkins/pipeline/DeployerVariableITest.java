package io.jenkins.plugins.deployer.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.real.RealService;
import io.jenkins.plugins.deployer.real.TestImage;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jenkinsfile.example on the engine of Pipelines, its steps on a real forge, registry and Docker engine. */
@ExtendWith(RealDocker.Extension.class)
class DeployerVariableITest {
    private static final RepositoryName WEB = new RepositoryName("demo", "web");

    private final RealDocker docker;
    private Path directory;
    private RealService service;
    private Rules rules;

    DeployerVariableITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void begin() throws Exception {
        directory = docker.directory("pipeline");
        String name = docker.unique("web");
        service = docker.service(name, docker.push(TestImage.serving("first")).byDigest(), 1, "--update-monitor", "1s")
                .awaitRunning();
        git(directory, "init", "-q", "--bare", "forge/demo/web");
        git(directory, "init", "-q", "work");
        Files.copy(Path.of("/bin/busybox"), directory.resolve("work/busybox"));
        String text =
                """
                version: 1
                forge: file://%s
                defaults: {staging: "%s/staging"}
                hosts: {toxis: {docker: "%s"}}
                repositories:
                  demo/web:
                    builds:
                      - docker: Dockerfile
                        deploy:
                          - {branch: live, publish: "%s/%s:live", services: [{service: %s, host: toxis}]}
                """
                        .formatted(
                                directory.resolve("forge"),
                                docker.registry().address(),
                                docker.endpoint(),
                                docker.registry().address(),
                                name,
                                name);
        rules = RulesReader.read("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void a_branch_is_built_and_live_deploys_the_same_image() throws Throwable {
        push("feature", "sleep 1000");
        List<StepCall> feature = run("feature", "");
        assertThat(names(feature)).contains("buildImage").doesNotContain("publishImage", "deployDockerService");
        String before = service.image();

        push("live", "sleep 1000");
        List<StepCall> live = run("live", "");
        assertThat(names(live)).contains("publishImage", "deployDockerService").doesNotContain("node", "buildImage");
        assertThat(service.image()).isNotEqualTo(before).contains("@sha256:");
        assertThat(service.running(service.image())).isOne();
    }

    @Test
    void what_fails_at_any_step_leaves_the_old_version_and_the_same_run_again_deploys() throws Throwable {
        String first = service.image();
        for (String broken : List.of("deployerPlan", "checkout", "buildImage", "publishImage", "deployDockerService")) {
            push("live", "sleep 1000; echo " + broken);
            String before = service.image();
            assertThatThrownBy(() -> run("live", broken)).hasMessage(broken + " is broken");
            assertThat(service.image()).as("after a failure of " + broken).isEqualTo(before);

            run("live", "");
            assertThat(service.image()).isNotIn(before, first);
            assertThat(service.running(service.image())).isOne();
        }
    }

    @Test
    void the_build_fails_with_what_became_of_a_bad_version() throws Throwable {
        push("live", "echo no database >&2; exit 3");
        String before = service.image();

        assertThatThrownBy(() -> run("live", "")).hasMessageContaining("ended with exit code 3");
        assertThat(service.image()).isEqualTo(before);
        service.awaitRunning();
    }

    /** Runs what every repository has. @param broken the step that fails; empty for none */
    private List<StepCall> run(String branch, String broken) throws Throwable {
        try (RealSteps steps = new RealSteps(docker, rules, WEB, branch, directory.resolve("state"))) {
            PipelineRun run = new PipelineRun(call -> {
                if (call.name().equals(broken)) {
                    throw new IOException(broken + " is broken");
                }
                return steps.run(call);
            });
            run.run(Files.readString(Path.of("Jenkinsfile.example")));
            return run.calls();
        }
    }

    private static List<String> names(List<StepCall> calls) {
        return calls.stream().map(StepCall::name).toList();
    }

    private void push(String branch, String script) throws Exception {
        Path work = directory.resolve("work");
        Files.writeString(
                work.resolve("Dockerfile"),
                "FROM scratch\nCOPY busybox /bin/busybox\nCMD [\"/bin/busybox\", \"sh\", \"-c\", \"trap 'exit 0' TERM; "
                        + script + " & wait $!\"]\n");
        git(work, "add", "--all");
        git(
                work,
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                script);
        git(work, "push", "-q", "--force", directory.resolve("forge/demo/web").toString(), "HEAD:" + branch);
    }

    private static void git(Path directory, String... arguments) throws Exception {
        new Runner(Duration.ofMinutes(1))
                .capture(Command.of("git", arguments).in(directory), 10_000)
                .orFail("git " + String.join(" ", arguments));
    }
}
