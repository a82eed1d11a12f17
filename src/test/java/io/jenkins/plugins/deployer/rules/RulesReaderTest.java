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
        assertThat(rules.agents()).isEmpty();
        assertThat(rules.agent(Architecture.ARM64)).isEqualTo("linux-arm64");
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

    private static Repository everyFeature(String repository) throws RulesException {
        return Examples.read("every-feature")
                .repository(RepositoryName.parse(repository))
                .orElseThrow();
    }

    private static Build.Image web(int index) throws RulesException {
        return (Build.Image) everyFeature("group/subgroup/web").builds().get(index);
    }

    private static Build.Unikernel www(int index) throws RulesException {
        return (Build.Unikernel) everyFeature("mirage/mirage-www").builds().get(index);
    }

    @Test
    void build_arguments_of_a_build_go_before_those_of_the_repository() throws Exception {
        assertThat(web(0).options().arguments())
                .containsEntry("GIVEN", new BuildArgument.Given("another value"))
                .containsEntry("NUMBER", new BuildArgument.Given("1.0"))
                .containsEntry("WORD", new BuildArgument.Given("no"))
                .containsEntry("EMPTY", new BuildArgument.Given(""))
                .containsEntry("HEAD_OF_MAIN", new BuildArgument.HeadOf(RepositoryName.parse("group/data"), "main"))
                .containsEntry(
                        "BASE",
                        new BuildArgument.DigestOf(
                                ImageName.parse("registry.example.org:5000/base:stable"), Duration.ofHours(4)))
                .containsEntry(
                        "OFTEN", new BuildArgument.DigestOf(ImageName.parse("busybox:1.36"), Duration.ofHours(1)));
        assertThat(web(1).options().arguments()).containsEntry("GIVEN", new BuildArgument.Given("value"));
        assertThat(www(0).options().arguments()).containsOnlyKeys("EXTRA_FLAGS", "REV");
    }

    @Test
    void secrets_are_written_in_three_ways() throws Exception {
        assertThat(web(0).options().secrets())
                .containsExactly(
                        new BuildSecret("npm", new BuildSecret.File("/etc/npm-token")),
                        new BuildSecret("pypi", new BuildSecret.Environment("PYPI_TOKEN")),
                        new BuildSecret("typed", new BuildSecret.File("token.txt")),
                        new BuildSecret("maven-settings", new BuildSecret.Credential("maven-settings")),
                        new BuildSecret("a", new BuildSecret.File("/etc/a b")),
                        new BuildSecret("b", new BuildSecret.Environment("B_TOKEN")),
                        new BuildSecret("c", new BuildSecret.Credential("c-credential")));
    }

    @Test
    void a_solo5_host_may_have_commands_of_its_own() throws Exception {
        Rules rules = Examples.read("every-feature");

        assertThat((Host.Solo5) rules.hosts().get("m1-a"))
                .returns(List.of("sudo", "mirage-redeploy", "--now"), Host.Solo5::redeploy)
                .returns(List.of("mirage-redeploy", "--status"), Host.Solo5::status);
        assertThat((Host.Solo5) rules.hosts().get("m1-b"))
                .returns(List.of(), Host.Solo5::redeploy)
                .returns(List.of(), Host.Solo5::status);
    }

    @Test
    void squashing_asks_for_the_classic_builder() throws Exception {
        assertThat(web(0).options().buildkit()).isTrue();
        assertThat(web(2).options().squash()).isTrue();
        assertThat(web(2).options().buildkit()).isFalse();
    }

    @Test
    void texts_stay_as_they_are_written() throws Exception {
        assertThat(web(0).deployments())
                .extracting(ImageDeployment::head)
                .containsExactly(
                        LiveHead.branch("feature/one"),
                        LiveHead.branch("live"),
                        LiveHead.tag("v*"),
                        LiveHead.branch("no"),
                        LiveHead.branch("1.0"));
        assertThat(web(1).dockerfile()).isEqualTo(new Dockerfile.Contents("FROM busybox\nCOPY . /srv\n"));
    }

    @Test
    void the_nearest_slack_channel_is_told() throws Exception {
        ImageDeployment live = web(0).deployments().get(1);

        assertThat(web(0).deployments().get(0).slack()).contains("#deployments");
        assertThat(live.slack()).contains("#web");
        assertThat(live.services())
                .extracting(service -> service.slack().orElseThrow())
                .containsExactly("@on-call", "#web", "#web", "#web");
        assertThat(www(0).deployments())
                .extracting(deployment -> deployment.slack().orElseThrow())
                .containsExactly("#mirage", "#deployments");
    }

    @Test
    void services_are_of_three_kinds_and_have_health_checks_in_two_forms() throws Exception {
        List<ServiceRule> services = web(0).deployments().get(1).services();

        assertThat(services)
                .extracting(ServiceRule::kind)
                .containsExactly(
                        new ServiceRule.Swarm("web_front"),
                        new ServiceRule.Swarm("web_front"),
                        new ServiceRule.Stack("web", "deploy/stack.yaml"),
                        new ServiceRule.Compose("web", "compose.yaml"));
        assertThat(services.get(0).health())
                .contains(new HealthCheck(URI.create("https://www.example.org/healthz"), 200, Duration.ofMinutes(1)));
        assertThat(services.get(1).health())
                .contains(new HealthCheck(URI.create("http://10.0.0.7/healthz"), 204, Duration.ofSeconds(90)));
        assertThat(services.get(3).host().name()).isEqualTo("größer & höher");
    }

    @Test
    void a_unikernel_has_devices_of_the_host() throws Exception {
        UnikernelDeployment first = www(0).deployments().get(0);
        UnikernelDeployment second = www(0).deployments().get(1);

        assertThat(www(0).binary()).isEqualTo("/dist/www.hvt");
        assertThat(www(0).architectures()).containsExactly(Architecture.ARM64);
        assertThat(first.networks()).containsExactly(Map.entry("service", "br0"), Map.entry("management", "br1"));
        assertThat(first.blocks()).containsExactly(Map.entry("storage", "www-storage"));
        assertThat(first.arguments()).containsExactly("--hook=/update", "", "--port=80");
        assertThat(first.cpu()).contains(3);
        assertThat(first.settle()).isZero();
        assertThat(second.networks()).containsExactly(Map.entry("service", "service"));
    }

    @Test
    void line_ends_and_a_byte_order_mark_do_not_matter() throws Exception {
        String text = Examples.text("organisation");

        assertThat(Examples.rules("\uFEFF" + text.replace("\n", "\r\n"))).isEqualTo(Examples.rules(text));
    }

    @Test
    void aliases_stand_for_what_they_name() throws Exception {
        Rules rules = Examples.rules(
                """
                version: 1
                repositories:
                  a/b:
                    builds: &builds
                      - docker: Dockerfile
                        options: { target: prod }
                  a/c: { builds: *builds }
                """);

        assertThat(rules.repositories().values())
                .extracting(Repository::builds)
                .containsExactly(
                        rules.repositories().get(RepositoryName.parse("a/b")).builds(),
                        rules.repositories().get(RepositoryName.parse("a/b")).builds());
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
