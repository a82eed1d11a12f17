package io.jenkins.plugins.deployer.plan;

import static io.jenkins.plugins.deployer.plan.Examples.PLAIN;
import static io.jenkins.plugins.deployer.plan.Examples.branch;
import static io.jenkins.plugins.deployer.plan.Examples.deployment;
import static io.jenkins.plugins.deployer.plan.Examples.image;
import static io.jenkins.plugins.deployer.plan.Examples.live;
import static io.jenkins.plugins.deployer.plan.Examples.revision;
import static io.jenkins.plugins.deployer.plan.Examples.rules;
import static io.jenkins.plugins.deployer.plan.Examples.service;
import static io.jenkins.plugins.deployer.plan.Examples.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildArgument;
import io.jenkins.plugins.deployer.rules.BuildOptions;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Head.Branch FEATURE = new Head.Branch("feature");

    @Test
    void a_branch_is_built_on_every_architecture_and_deployed_nowhere() {
        Plan plan = plan(rules(), revision(FEATURE));

        assertThat(plan.builds())
                .extracting(BuildTask::title)
                .containsExactly("Build Dockerfile for x86_64", "Build Dockerfile for riscv64");
        assertThat(plan.publications()).isEmpty();
        assertThat(plan.deployments()).isEmpty();
        assertThat(plan.isLive()).isFalse();
    }

    @Test
    void a_change_request_is_built_like_a_branch_even_when_it_is_named_like_a_live_one() {
        assertThat(plan(rules(), revision(new Head.ChangeRequest("live", "live"))))
                .usingRecursiveComparison()
                .ignoringFields("revision")
                .isEqualTo(plan(rules(), revision(FEATURE)));
    }

    @Test
    void a_tag_named_like_a_live_branch_is_not_live() {
        assertThat(plan(rules(), revision(new Head.Tag("live"))).isLive()).isFalse();
    }

    @Test
    void a_live_branch_is_published_and_deployed_when_all_architectures_are_built() {
        Plan plan = plan(rules(), live());

        assertThat(plan.publications()).singleElement().satisfies(publication -> {
            assertThat(publication.title()).isEqualTo("Publish ocurrent/base-images:live");
            assertThat(publication.builds()).isEqualTo(keys(plan));
        });
        assertThat(plan.deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.title()).isEqualTo("Deploy base-images_builder on toxis");
            assertThat(((DeployTask.Service) deployment).image())
                    .isEqualTo(plan.publications().get(0));
            assertThat(deployment.slack()).contains("#deployments");
        });
    }

    @Test
    void a_unikernel_is_built_for_its_target_and_deployed_without_being_published() {
        Plan plan = plan(
                rules(), new Revision(Examples.MIRAGE_WWW, new Head.Branch("master"), Examples.COMMIT, Examples.TREE));

        assertThat(plan.builds())
                .extracting(BuildTask::title)
                .containsExactly("Build Dockerfile for hvt on x86_64", "Build Dockerfile for xen on x86_64");
        assertThat(plan.builds().get(0).recipe().arguments())
                .containsExactly(entry("EXTRA_FLAGS", "--tls=true"), entry("TARGET", "hvt"));
        assertThat(plan.publications()).isEmpty();
        assertThat(plan.deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.title()).isEqualTo("Deploy unikernel www on robur");
            assertThat(((DeployTask.Unikernel) deployment).build())
                    .isEqualTo(plan.builds().get(0).key());
            assertThat(((DeployTask.Unikernel) deployment).architecture()).isEqualTo(Architecture.X86_64);
            assertThat(((DeployTask.Unikernel) deployment).binary()).isEqualTo("/unikernel");
            assertThat(deployment.slack()).contains("#mirage");
        });
    }

    @Test
    void a_unikernel_is_checked_on_every_head_for_all_that_it_is_deployed_as() {
        Plan plan = plan(
                rules(),
                new Revision(
                        Examples.MIRAGE_WWW, new Head.ChangeRequest("PR-1", "master"), Examples.COMMIT, Examples.TREE));

        assertThat(plan.builds())
                .extracting(BuildTask::binaries)
                .containsExactly(
                        List.of(new BuildTask.Binary("/unikernel", List.of(new BuildTask.Destination("www", "robur")))),
                        List.of(new BuildTask.Binary("/unikernel", List.of())));
    }

    @Test
    void two_unikernels_of_one_image_are_one_build() {
        Plan plan = plan(
                rules(
                        Examples.unikernel(UnikernelTarget.HVT, "/www", Examples.unikernel("www")),
                        Examples.unikernel(UnikernelTarget.HVT, "/dns", Examples.unikernel("dns"))),
                live());

        assertThat(plan.builds()).singleElement().satisfies(build -> assertThat(build.binaries())
                .containsExactly(
                        new BuildTask.Binary("/www", List.of(new BuildTask.Destination("www", "robur"))),
                        new BuildTask.Binary("/dns", List.of(new BuildTask.Destination("dns", "robur")))));
        assertThat(plan.deployments())
                .extracting(task -> ((DeployTask.Unikernel) task).binary())
                .containsExactly("/www", "/dns");
    }

    @Test
    void riscv64_gets_twice_the_time() {
        assertThat(plan(rules(), live()).builds())
                .extracting(BuildTask::timeout)
                .containsExactly(Duration.ofMinutes(50), Duration.ofMinutes(100));
    }

    @Test
    void agents_come_from_the_rules_or_have_the_name_of_the_architecture() {
        assertThat(plan(rules(), live()).builds())
                .extracting(BuildTask::agent)
                .containsExactly("linux && docker", "linux-riscv64");
    }

    @Test
    void builds_are_staged_under_their_key() {
        BuildTask build = plan(rules(), live()).builds().get(0);

        assertThat(build.staging()).map(Object::toString).contains("registry.example.org/staging:" + build.key());
    }

    @Test
    void one_dockerfile_for_two_live_branches_is_built_once() {
        Rules rules = rules(
                image(PLAIN, Architecture.X86_64).with(deployment(branch("live"), "team/app:live", service("app"))),
                image(PLAIN, Architecture.X86_64)
                        .with(deployment(branch("staging"), "team/app:staging", service("app-staging"))));

        Plan plan = plan(rules, revision(new Head.Branch("staging")));

        assertThat(plan.builds()).hasSize(1);
        assertThat(plan.publications())
                .extracting(PublishTask::name)
                .extracting(Object::toString)
                .containsExactly("team/app:staging");
    }

    @Test
    void of_equal_builds_the_longest_time_out_counts() {
        Rules rules = rules(
                image(PLAIN, Architecture.X86_64).lasting(Duration.ofMinutes(5)),
                image(PLAIN, Architecture.X86_64).lasting(Duration.ofMinutes(7)),
                image(PLAIN, Architecture.X86_64).lasting(Duration.ofMinutes(6)));

        assertThat(plan(rules, live()).builds())
                .singleElement()
                .extracting(BuildTask::timeout)
                .isEqualTo(Duration.ofMinutes(7));
    }

    @Test
    void builds_of_one_dockerfile_that_differ_have_titles_that_differ() {
        String length = "b".repeat(200);
        Rules rules = rules(
                image(PLAIN, Architecture.X86_64).with(),
                image(given("A", "b"), Architecture.X86_64).with(),
                image(given("A", length), Architecture.X86_64).with(),
                image(given("A", length + "c"), Architecture.X86_64).with());

        List<String> titles =
                plan(rules, live()).builds().stream().map(BuildTask::title).toList();
        assertThat(titles)
                .startsWith("Build Dockerfile for x86_64", "Build Dockerfile for x86_64 with A=b")
                .hasSize(4);
        assertThat(titles.get(3))
                .isEqualTo(titles.get(2) + " (2)")
                .contains("A=bbbbb")
                .contains("…");
    }

    @Test
    void a_tag_is_deployed_by_every_pattern_it_fits_but_only_once() {
        Rules rules = rules(image(PLAIN, Architecture.X86_64)
                .with(
                        deployment(tag("v*"), "team/app:release", service("app")),
                        deployment(tag("v*.0"), "team/app:release", service("app"), service("mirror"))));

        assertThat(plan(rules, revision(new Head.Tag("v2.0"))).deployments())
                .extracting(DeployTask::title)
                .containsExactly("Deploy app on toxis", "Deploy mirror on toxis");
        assertThat(plan(rules, revision(new Head.Tag("v2.1"))).deployments()).hasSize(1);
        assertThat(plan(rules, revision(new Head.Tag("w2.1"))).deployments()).isEmpty();
        assertThat(plan(rules, revision(new Head.Branch("v2.0"))).deployments()).isEmpty();
    }

    @Test
    void two_builds_under_one_name_are_refused() {
        Rules rules = rules(
                image(PLAIN, Architecture.X86_64).with(deployment(branch("live"), "team/app:live")),
                image(given("A", "b"), Architecture.X86_64).with(deployment(branch("live"), "team/app:live")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(rules, live()))
                .withMessage("Two different builds of ocurrent/docker-base-images are published as team/app:live"
                        + " for branch live; give each a name of its own in the rules");
    }

    @Test
    void two_images_for_one_service_are_refused() {
        Rules rules = rules(image(PLAIN, Architecture.X86_64)
                .with(
                        deployment(branch("live"), "team/app:live", service("app")),
                        deployment(branch("live"), "team/app:edge", service("app"))));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(rules, live()))
                .withMessageContaining("deployed as app on toxis for branch live");
    }

    @Test
    void the_tag_that_keeps_a_publication_belongs_to_its_builds_in_any_order() {
        List<BuildKey> keys = keys(plan(rules(), live()));

        assertThat(PublishTask.keep(keys)).isEqualTo(PublishTask.keep(List.of(keys.get(1), keys.get(0))));
        assertThat(PublishTask.keep(keys))
                .matches("keep-[0-9a-f]{64}")
                .isNotEqualTo(PublishTask.keep(keys.subList(0, 1)));
        assertThat(PublishTask.keep(keys.subList(0, 1))).isEqualTo("keep-" + keys.get(0));
    }

    @Test
    void arguments_are_looked_up_once_and_decide_the_build() {
        BuildArgument.LookedUp head =
                new BuildArgument.HeadOf(new RepositoryName("ocaml", "opam-repository"), "master");
        Rules rules = rules(
                image(Examples.arguments(Map.of("SHA", head)), Architecture.X86_64)
                        .with(),
                image(Examples.arguments(Map.of("COMMIT", head)), Architecture.X86_64)
                        .with());

        assertThat(Planner.lookUps(rules, live())).isEqualTo(Set.of(head));
        assertThat(Planner.plan(rules, live(), Map.of(head, "abc")).builds())
                .extracting(build -> build.recipe().arguments())
                .containsExactly(Map.of("SHA", "abc"), Map.of("COMMIT", "abc"));
        assertThat(keys(Planner.plan(rules, live(), Map.of(head, "abc"))))
                .doesNotContainAnyElementsOf(keys(Planner.plan(rules, live(), Map.of(head, "abd"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(rules, live()))
                .withMessageStartingWith(
                        "The build argument SHA of ocurrent/docker-base-images has not been looked up");
    }

    @Test
    void merging_a_change_request_into_a_live_branch_would_deploy() {
        Revision request = revision(new Head.ChangeRequest("PR-12", "live"));

        Optional<Plan> merged = Planner.ifMerged(rules(), request, Map.of());

        assertThat(merged).contains(plan(rules(), live()));
        assertThat(keys(merged.orElseThrow())).isEqualTo(keys(plan(rules(), request)));
        assertThat(Planner.ifMerged(rules(), revision(new Head.ChangeRequest("PR-12", "main")), Map.of()))
                .isEmpty();
        assertThat(Planner.ifMerged(rules(), live(), Map.of())).isEmpty();
    }

    @Test
    void the_live_heads_of_all_rules_are_known() {
        assertThat(Planner.liveHeads(rules()))
                .containsExactly(
                        entry(Examples.BASE_IMAGES, Set.of(branch("live"))),
                        entry(Examples.MIRAGE_WWW, Set.of(branch("master"))));
        assertThat(Planner.liveHeads(rules(image(PLAIN, Architecture.X86_64).with())))
                .isEmpty();
    }

    @Test
    void an_unknown_repository_is_an_error() {
        Revision other = new Revision(new RepositoryName("a", "b"), FEATURE, Examples.COMMIT, Examples.TREE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan(rules(), other))
                .withMessage("The rules say nothing about the repository a/b; add it to them first");
    }

    private static BuildOptions given(String name, String value) {
        return Examples.arguments(Map.of(name, new BuildArgument.Given(value)));
    }

    private static Plan plan(Rules rules, Revision revision) {
        return Planner.plan(rules, revision, Map.of());
    }

    private static List<BuildKey> keys(Plan plan) {
        return plan.builds().stream().map(BuildTask::key).toList();
    }
}
