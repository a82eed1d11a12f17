package io.jenkins.plugins.deployer.jenkins.trust;

import static io.jenkins.plugins.deployer.jenkins.trust.Policies.KEY;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.POLICY;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.image;
import static io.jenkins.plugins.deployer.jenkins.trust.Policies.mirage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnikernelPolicyTest {
    private static final Facts LIVE = mirage(new Head.Branch("live"));
    private static final ImageName OWN = image("registry.example.org/staging", '1');

    private static AllowedUnikernel asked(Facts facts, String image) throws RefusedByRules {
        return POLICY.unikernel(facts, "robur", "www", Optional.of(ImageName.parse(image)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(ThrowingCallable question) {
        return assertThatThrownBy(question).isInstanceOf(RefusedByRules.class);
    }

    @Test
    void a_live_branch_deploys_what_it_built_for_the_rule_however_it_says_that() throws RefusedByRules {
        AllowedUnikernel allowed = POLICY.unikernel(LIVE, "robur", "www", Optional.empty());

        assertThat(allowed.deployment()).hasToString("www@robur");
        assertThat(allowed.build().target().label()).isEqualTo("hvt");
        assertThat(allowed.image()).isEqualTo(OWN);
        assertThat(asked(LIVE, OWN.toString())).isEqualTo(allowed);
        assertThat(asked(LIVE, "registry.example.org/staging:" + KEY)).isEqualTo(allowed);
    }

    @Test
    void a_tag_deploys_what_the_rule_of_its_tags_says() throws RefusedByRules {
        Facts tag = mirage(new Head.Tag("v1.2"));

        assertThat(POLICY.unikernel(tag, "m1-a", "release", Optional.empty()).image())
                .isEqualTo(image("registry.example.org/staging", '2'));
        assertRefused(() -> POLICY.unikernel(tag, "robur", "www", Optional.empty()))
                .hasMessageContaining("tag \"v1.2\" of mirage/mirage-www has no rule for that");
    }

    @Test
    void a_refusal_is_one_sentence_with_the_rule_that_would_be_needed() {
        assertRefused(() -> POLICY.unikernel(LIVE, "m1-a", "www", Optional.empty()))
                .hasMessage("The job \"org/mirage-www/live\" may not deploy the unikernel \"www\" on the host \"m1-a\":"
                        + " branch \"live\" of mirage/mirage-www has no rule for that; the rule that would be needed is"
                        + " deploy: [{branch: \"live\", unikernel: \"www\", host: \"m1-a\"}] for a build of"
                        + " mirage/mirage-www in resources/deployer/rules.yaml of the library \"ops\"");
    }

    @Test
    void change_requests_and_other_branches_and_repositories_deploy_nothing() {
        assertRefused(() -> POLICY.unikernel(
                        mirage(new Head.ChangeRequest("PR-1", "live")), "robur", "www", Optional.empty()))
                .hasMessageContaining("change request \"PR-1\" is built only");
        assertRefused(() -> POLICY.unikernel(mirage(new Head.Branch("next")), "robur", "www", Optional.empty()))
                .hasMessageContaining("branch \"next\" of mirage/mirage-www has no rule for that");
        Facts other = new Facts(
                LIVE.job(),
                true,
                RepositoryName.parse("ocurrent/docker-base-images"),
                LIVE.head(),
                LIVE.replay(),
                LIVE.produced());
        assertRefused(() -> POLICY.unikernel(other, "robur", "www", Optional.empty()));
    }

    @Test
    void a_service_is_no_unikernel_and_a_unikernel_no_service() {
        assertRefused(() -> POLICY.unikernel(LIVE, "toxis", "www", Optional.empty()));
        assertRefused(() -> POLICY.service(LIVE, "robur", "www"));
    }

    @Test
    void replays_by_others_and_folders_that_are_not_listed_deploy_nothing() {
        Facts replayed =
                new Facts(LIVE.job(), true, LIVE.repository(), LIVE.head(), Facts.Replay.BY_OTHERS, LIVE.produced());
        assertRefused(() -> POLICY.unikernel(replayed, "robur", "www", Optional.empty()))
                .hasMessageContaining("Deployer/Deploy");
        Facts unlisted = new Facts(LIVE.job(), false, LIVE.repository(), LIVE.head(), LIVE.replay(), LIVE.produced());
        assertRefused(() -> POLICY.unikernel(unlisted, "robur", "www", Optional.empty()))
                .hasMessageContaining("Folders that may deploy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "registry.example.org/staging@sha256:2222222222222222222222222222222222222222222222222222222222222222",
                "registry.example.org/other@sha256:1111111111111111111111111111111111111111111111111111111111111111",
                "registry.example.org/staging:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
                "registry.example.org/staging",
                "registry.example.org/staging:live",
                "evil.example.org/staging:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void another_image_than_the_one_built_for_the_rule_is_refused(String image) {
        assertRefused(() -> asked(LIVE, image))
                .hasMessageContaining("may not deploy " + image + " as www@robur: this run built " + OWN);
    }

    @Test
    void what_was_live_needs_a_rule_all_the_same() throws RefusedByRules {
        ImageName known = image("registry.example.org/staging", '9');

        assertThat(POLICY.knownUnikernel(LIVE, "robur", "www", known).image()).isEqualTo(known);
        assertRefused(() -> POLICY.knownUnikernel(LIVE, "m1-a", "www", known))
                .hasMessageContaining(
                        "the rule that would be needed is deploy: [{branch: \"live\", unikernel: \"www\"");
        Facts byOthers =
                new Facts(LIVE.job(), true, LIVE.repository(), LIVE.head(), Facts.Replay.BY_OTHERS, LIVE.produced());
        assertRefused(() -> POLICY.knownUnikernel(byOthers, "robur", "www", known))
                .hasMessageContaining("Deployer/Deploy");
    }

    @Test
    void a_run_that_has_not_built_it_says_what_to_do() {
        Facts nothing = new Facts(LIVE.job(), true, LIVE.repository(), LIVE.head(), LIVE.replay(), Produced.NOTHING);
        assertRefused(() -> POLICY.unikernel(nothing, "robur", "www", Optional.empty()))
                .hasMessageContaining("this run has not built it under the rule for live")
                .hasMessageContaining("call deployerPlan and buildImage first");
        assertRefused(() -> asked(nothing, OWN.toString()));
    }
}
