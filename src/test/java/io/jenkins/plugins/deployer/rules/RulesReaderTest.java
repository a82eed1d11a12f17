package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What rules files mean. What is wrong with some is in RulesProblemsTest. */
class RulesReaderTest {
    private static final Host.Docker TOXIS =
            new Host.Docker("toxis", Optional.empty(), "ssh://deployer@toxis.example.org");
    private static final Host.Albatross ROBUR =
            new Host.Albatross("robur", Optional.empty(), "albatross.example.org:1025", "");

    private static final BuildOptions TLS =
            BuildOptions.NONE.withDefaultArguments(Map.of("EXTRA_FLAGS", new BuildArgument.Given("--tls=true")));

    @Test
    void reads_the_rules_of_the_introduction_with_every_default_filled_in() throws Exception {
        Rules rules = Examples.read("first-rules");

        assertThat(rules.forge()).isEqualTo(URI.create("https://github.com"));
        assertThat(rules.defaults()).isEqualTo(Defaults.NONE);
        assertThat(rules.agents())
                .hasSize(Architecture.values().length)
                .containsEntry(Architecture.ARM64, "linux-arm64");
        assertThat(rules.hosts()).containsExactly(Map.entry("toxis", TOXIS), Map.entry("robur", ROBUR));
        assertThat(rules.images()).isEmpty();
        assertThat(rules.repositories().values())
                .containsExactly(
                        new Repository(
                                RepositoryName.parse("ocurrent/docker-base-images"),
                                List.of(new Build.Image(
                                        new Dockerfile.At("Dockerfile"),
                                        List.of(Architecture.X86_64),
                                        BuildOptions.NONE,
                                        Duration.ofMinutes(50),
                                        List.of(new ImageDeployment(
                                                LiveHead.branch("live"),
                                                ImageName.parse("ocurrent/base-images:live"),
                                                List.of(new ServiceRule(
                                                        new ServiceRule.Swarm("base-images_builder"),
                                                        TOXIS,
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty())),
                                                false,
                                                Optional.empty()))))),
                        new Repository(
                                RepositoryName.parse("mirage/mirage-www"),
                                List.of(
                                        unikernel(
                                                UnikernelTarget.HVT,
                                                List.of(new UnikernelDeployment(
                                                        LiveHead.branch("master"),
                                                        "www",
                                                        ROBUR,
                                                        32,
                                                        Map.of(),
                                                        Map.of(),
                                                        List.of(),
                                                        Optional.empty(),
                                                        Duration.ofSeconds(10),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty()))),
                                        unikernel(UnikernelTarget.XEN, List.of()))));
    }

    private static Build unikernel(UnikernelTarget target, List<UnikernelDeployment> deployments) {
        return new Build.Unikernel(
                new Dockerfile.At("Dockerfile"),
                target,
                "/unikernel." + target.label(),
                List.of(Architecture.X86_64),
                TLS,
                Duration.ofMinutes(50),
                deployments);
    }
}
