package io.jenkins.plugins.deployer.jenkins.trust;

import static io.jenkins.plugins.deployer.jenkins.trust.Policies.POLICY;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.digest;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.image;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.live;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    private static final String SERVICE = "base-images_builder";

    @Test
    void a_live_branch_deploys_what_its_rule_says() throws RefusedByRules {
        Allowed allowed = POLICY.service(live(), "toxis", SERVICE);

        assertThat(allowed.service()).hasToString("base-images_builder@toxis");
        assertThat(allowed.deployment().publish()).hasToString("ocurrent/base-images:live");
    }

    @Test
    void a_tag_deploys_what_the_rule_of_its_tags_says() throws RefusedByRules {
        assertThat(POLICY.service(with(new Head.Tag("v1.2")), "toxis", "base-images_release")
                        .service())
                .hasToString("base-images_release@toxis");
        assertRefused(() -> POLICY.service(with(new Head.Tag("v1.2")), "toxis", SERVICE))
                .hasMessageContaining("tag \"v1.2\" of ocurrent/docker-base-images has no rule for that")
                .hasMessageContaining("deploy: [{tag: \"v1.2\", services: [{service: \"base-images_builder\"");
    }

    @Test
    void a_branch_is_no_tag_and_a_tag_no_branch() {
        assertRefused(() -> POLICY.service(with(new Head.Tag("live")), "toxis", SERVICE));
        assertRefused(() -> POLICY.service(with(new Head.Branch("v1.2")), "toxis", "base-images_release"));
    }

    @Test
    void a_refusal_is_one_sentence_with_the_rule_that_would_be_needed() {
        assertThatThrownBy(() -> POLICY.service(with(new Head.Branch("feature")), "toxis", SERVICE))
                .isInstanceOf(RefusedByRules.class)
                .hasMessage(
                        "The job \"org/docker-base-images/live\" may not deploy the service \"base-images_builder\" on"
                                + " the host \"toxis\": branch \"feature\" of ocurrent/docker-base-images has no rule for that; the"
                                + " rule that would be needed is deploy: [{branch: \"feature\", services: [{service:"
                                + " \"base-images_builder\", host: \"toxis\"}]}] for a build of ocurrent/docker-base-images in"
                                + " resources/deployer/rules.yaml of the library \"ops\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feature",
                "Live",
                "LIVE",
                "live ",
                " live",
                "live/",
                "/live",
                "live.git",
                "refs/heads/live",
                "heads/live",
                "origin/live",
                "live\n",
                "live\0",
                "live%00",
                "l\u0456ve",
                "$(touch x)",
                "--help",
                "a;b",
                "live;true",
                "live||x",
                "*",
                "l*ve",
                "v1.2",
                "live\u200b",
                "lіve",
                "PR-1",
                "PR-live",
                "main",
                "..",
                "live@{0}",
                "live^{}"
            })
    void no_other_branch_is_live_whatever_it_is_called(String branch) {
        Facts facts = with(new Head.Branch(branch));

        assertRefused(() -> POLICY.service(facts, "toxis", SERVICE)).message().doesNotContain("\n", "\0", "\u200b");
        assertRefused(() -> POLICY.service(facts, "toxis", "base-images_web"));
        assertRefused(() -> POLICY.publication(facts, ImageName.parse("ocurrent/base-images:live")))
                .message()
                .doesNotContain("\n", "\0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"live", "PR-1", "master", "v1.2", "pull/1/head", "$(touch x)"})
    void a_change_request_is_built_and_never_deployed_or_published(String name) throws RefusedByRules {
        Facts facts = with(new Head.ChangeRequest(name, "live"));

        assertThat(POLICY.repository(facts).builds()).hasSize(2);
        assertRefused(() -> POLICY.service(facts, "toxis", SERVICE))
                .hasMessageContaining("change request \"" + name + "\" is built only")
                .hasMessageContaining("{branch: \"live\", services:");
        assertRefused(() -> POLICY.publication(facts, ImageName.parse("ocurrent/base-images:live")));
        assertThat(POLICY.mayStage(facts)).isFalse();
        assertThat(POLICY.mayRecord(facts)).isFalse();
    }

    @Test
    void a_ref_of_an_unknown_kind_is_no_branch_though_it_has_the_name_of_one() {
        assertRefused(() ->
                        POLICY.service(with(new Head.ChangeRequest("live", Policy.UNKNOWN_TARGET)), "toxis", SERVICE))
                .hasMessageContaining(
                        "\"live\", which is not known to be a branch or tag of the repository, is built only")
                .hasMessageContaining("{branch: …, services:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ocurrent/docker-base-image", "ocurrent/docker-base-images2", "Ocurrent/docker-base-images",
                "evil/docker-base-images", "evil/ocurrent/docker-base-images", "mirage/mirage-www"
            })
    void another_repository_deploys_nothing_of_this_one(String repository) {
        assertRefused(() -> POLICY.service(with(repository), "toxis", SERVICE))
                .hasMessageContaining("of " + repository + " has no rule for that");
        assertRefused(() -> POLICY.publication(with(repository), ImageName.parse("ocurrent/base-images:live")));
    }

    @Test
    void a_repository_without_rules_is_not_even_built() {
        assertRefused(() -> POLICY.repository(with("evil/repo")))
                .hasMessageContaining(
                        "add it under repositories: in resources/deployer/rules.yaml of the library \"ops\"");
        assertThat(POLICY.mayStage(with("evil/repo"))).isFalse();
        assertThat(POLICY.mayRecord(with("evil/repo"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TOXIS",
                "toxis ",
                "toxis.example.org",
                "ssh://deployer@toxis.example.org",
                "",
                "robur",
                "m1-a",
                "here",
                "default",
                "toxis\n",
                "../toxis",
                "unix:///var/run/docker.sock"
            })
    void only_the_host_of_the_rule_will_do(String host) {
        assertRefused(() -> POLICY.service(live(), host, SERVICE)).message().doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base-images_builder2",
                "base-images",
                "BASE-IMAGES_BUILDER",
                "base-images_builder ",
                "",
                "*",
                "www",
                "peertube",
                "--help",
                "$(id)",
                "base-images_builder\n"
            })
    void only_the_service_of_the_rule_will_do(String service) {
        assertRefused(() -> POLICY.service(live(), "toxis", service)).message().doesNotContain("\n");
    }

    @Test
    void somebody_elses_image_is_for_no_repository_to_deploy() {
        assertRefused(() -> POLICY.service(live(), "toxis", "peertube"));
    }

    @Test
    void a_job_in_no_listed_folder_deploys_publishes_and_stages_nothing() throws RefusedByRules {
        Facts facts = Policies.unlisted();

        assertRefused(() -> POLICY.service(facts, "toxis", SERVICE))
                .hasMessageEndingWith(
                        "it is in no folder whose jobs may deploy; list its folder in Manage Jenkins » System »"
                                + " Deployer » Folders that may deploy");
        assertRefused(() -> POLICY.publication(facts, ImageName.parse("ocurrent/base-images:live")));
        assertThat(POLICY.mayStage(facts)).isFalse();
        assertThat(POLICY.repository(facts).builds()).hasSize(2);
    }

    @Test
    void a_replayed_run_deploys_only_for_who_may_deploy_and_is_never_recorded() throws RefusedByRules {
        Facts others = with(Facts.Replay.BY_OTHERS);
        Facts deployer = with(Facts.Replay.BY_DEPLOYER);

        assertRefused(() -> POLICY.service(others, "toxis", SERVICE))
                .hasMessageContaining("Deployer/Deploy on the job");
        assertRefused(() -> POLICY.publication(others, ImageName.parse("ocurrent/base-images:live")));
        assertThat(POLICY.mayStage(others)).isFalse();
        assertThat(POLICY.mayRecord(others)).isFalse();
        assertThat(POLICY.service(deployer, "toxis", SERVICE).service()).hasToString("base-images_builder@toxis");
        assertThat(POLICY.mayStage(deployer)).isTrue();
        assertThat(POLICY.mayRecord(deployer)).isFalse();
    }

    @Test
    void any_branch_of_the_repository_is_staged_and_recorded() {
        assertThat(POLICY.mayStage(with(new Head.Branch("feature")))).isTrue();
        assertThat(POLICY.mayRecord(with(new Head.Branch("feature")))).isTrue();
        assertThat(POLICY.mayRecord(with(new Head.Tag("anything")))).isTrue();
    }

    @Test
    void what_the_run_built_or_published_under_the_rule_is_deployed() throws RefusedByRules {
        Allowed allowed = POLICY.service(live(), "toxis", SERVICE);

        POLICY.image(live(), allowed, image("registry.example.org/staging", '1'));
        POLICY.image(live(), allowed, image("ocurrent/base-images", '1'));
        POLICY.image(live(), allowed, image("ocurrent/base-images", '3'));
    }

    static Stream<ImageName> images() {
        return Stream.of(
                // never built by anybody here
                image("ocurrent/base-images", '4'),
                image("registry.example.org/staging", '4'),
                // built by this run, but under another rule
                image("registry.example.org/staging", '2'),
                image("ocurrent/base-images", '2'),
                image("ocurrent/base-images-web", '2'),
                // the right content, from elsewhere
                image("evil.example.org/base-images", '1'),
                image("evil.example.org/ocurrent/base-images", '3'),
                image("ocurrent/base-images.evil", '1'),
                image("ocurrent/other", '3'),
                image("registry.example.org:5000/staging", '1'),
                image("registry.example.org/staging", '3'),
                // the tag means nothing
                ImageName.parse("ocurrent/base-images:live@" + digest('4')));
    }

    @ParameterizedTest
    @MethodSource("images")
    void no_other_image_is_deployed(ImageName image) throws RefusedByRules {
        Allowed allowed = POLICY.service(live(), "toxis", SERVICE);

        assertRefused(() -> POLICY.image(live(), allowed, image))
                .hasMessageContaining("may not deploy " + image + " as base-images_builder@toxis")
                .hasMessageContaining("write prebuilt: true into that rule in resources/deployer/rules.yaml");
    }

    @Test
    void a_run_that_built_nothing_deploys_nothing() throws RefusedByRules {
        Facts facts = with(Produced.NOTHING);
        Allowed allowed = POLICY.service(facts, "toxis", SERVICE);

        for (char digit : new char[] {'1', '2', '3'}) {
            assertRefused(() -> POLICY.image(facts, allowed, image("ocurrent/base-images", digit)));
        }
    }

    @Test
    void images_without_a_plan_belong_to_no_rule() throws RefusedByRules {
        Facts facts = with(new Produced(Map.of(), Map.of(), live().produced().images(), Map.of()));

        assertRefused(() -> POLICY.image(
                facts, POLICY.service(facts, "toxis", SERVICE), image("registry.example.org/staging", '1')));
    }

    @Test
    void a_plan_without_images_has_none() throws RefusedByRules {
        Facts facts = with(
                new Produced(Map.of("ocurrent/base-images:live", Set.of(Policies.KEY)), Map.of(), Map.of(), Map.of()));

        assertRefused(
                () -> POLICY.image(facts, POLICY.service(facts, "toxis", SERVICE), image("ocurrent/base-images", '1')));
    }

    @Test
    void a_prebuilt_rule_takes_any_digest_of_its_repository_and_of_no_other() throws RefusedByRules {
        Facts facts = with(Produced.NOTHING);
        Allowed allowed = POLICY.service(facts, "toxis", "base-images_web");

        POLICY.image(facts, allowed, image("ocurrent/base-images-web", '9'));
        for (String other : List.of(
                "ocurrent/base-images",
                "evil/base-images-web",
                "evil.example.org/ocurrent/base-images-web",
                "registry.example.org/staging",
                "docker.io.evil.example/ocurrent/base-images-web",
                "ocurrent/base-images-web/x")) {
            assertRefused(() -> POLICY.image(facts, allowed, image(other, '9')));
        }
    }

    @Test
    void publishing_needs_exactly_the_name_of_a_rule() throws RefusedByRules {
        assertThat(POLICY.publication(live(), ImageName.parse("ocurrent/base-images:live"))
                        .publish())
                .hasToString("ocurrent/base-images:live");
        for (String name : List.of(
                "ocurrent/base-images:latest",
                "ocurrent/base-images:release",
                "ocurrent/base-images",
                "mirage/www:live",
                "chocobozzz/peertube:production",
                "evil.example.org/ocurrent/base-images:live")) {
            assertRefused(() -> POLICY.publication(live(), ImageName.parse(name)))
                    .hasMessageContaining("publish: \"" + name + "\"");
        }
    }

    private interface Asking {
        void ask() throws RefusedByRules;
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Asking asking) {
        return assertThatThrownBy(asking::ask).isInstanceOf(RefusedByRules.class);
    }
}
