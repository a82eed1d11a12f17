package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefSpecsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+refs/heads/*:refs/remotes/@{remote}/*",
                "+refs/heads/live:refs/remotes/@{remote}/live",
                "refs/heads/*:refs/remotes/origin/*",
                "+refs/tags/*:refs/tags/*",
                "+refs/pull/*/head:refs/remotes/@{remote}/pull/*/head",
                "+refs/merge-requests/*/head:refs/remotes/origin/merge-requests/*",
                "+refs/pull/*/head:refs/remotes/@{remote}/pr-*",
                "+refs/notes/*:refs/notes/*",
                "refs/heads/live",
                ""
            })
    void ref_specs_that_keep_names_are_harmless(String template) {
        assertThat(RefSpecs.keep(List.of(template), "refs/heads/live")).isTrue();
        assertThat(RefSpecs.keep(List.of(template), "refs/tags/v1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+refs/pull/7/head:refs/remotes/@{remote}/live",
                "+refs/pull/7/head:refs/remotes/origin/live",
                "+refs/pull/*/head:refs/remotes/@{remote}/*",
                "+refs/heads/feature:refs/remotes/@{remote}/live",
                "+refs/heads/feature/*:refs/remotes/@{remote}/*",
                "+refs/pull/*:refs/remotes/@{remote}/l*ve",
                "+refs/*:refs/remotes/@{remote}/*",
                "+refs/*:refs/remotes/*",
                "+refs/pull/*:refs/remotes/*/live",
                "+refs/pull/*:refs/*",
                "+*:*",
                "+refs/heads/*:refs/remotes/@{remote}/*:x"
            })
    void a_ref_under_the_name_of_a_branch_is_noticed(String template) {
        assertThat(RefSpecs.keep(List.of("+refs/heads/*:refs/remotes/@{remote}/*", template), "refs/heads/live"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+refs/pull/7/head:refs/tags/v1",
                "+refs/heads/v1:refs/tags/v1",
                "+refs/heads/*:refs/tags/*",
                "+refs/pull/*:refs/tags/v*",
                "+refs/pull/*:refs/*",
                "+refs/pull/*:refs/t*"
            })
    void a_ref_under_the_name_of_a_tag_is_noticed(String template) {
        assertThat(RefSpecs.keep(List.of("+refs/tags/*:refs/tags/*", template), "refs/tags/v1"))
                .isFalse();
    }

    @Test
    void only_the_name_that_is_taken_is_in_doubt() {
        List<String> templates = List.of("+refs/pull/7/head:refs/remotes/@{remote}/live");

        assertThat(RefSpecs.keep(templates, "refs/heads/main")).isTrue();
        assertThat(RefSpecs.keep(templates, "refs/heads/live")).isFalse();
        assertThat(RefSpecs.keep(templates, "refs/tags/live")).isTrue();
    }
}
