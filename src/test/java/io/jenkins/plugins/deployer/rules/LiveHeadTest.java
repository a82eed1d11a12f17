package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveHeadTest {
    @ParameterizedTest
    @ValueSource(strings = {"live", "no", "1.0", "feature/x", "größe", "a.b", "a@b", "{", "a-", "release-1.0/hot_fix"})
    void takes_the_names_of_branches_that_git_takes(String name) {
        assertThat(LiveHead.branch(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a..b",
                "a b",
                "a~b",
                "a^b",
                "a:b",
                "a?b",
                "a*b",
                "a[b",
                "a\\b",
                "/a",
                "a/",
                "a//b",
                "a.",
                "a@{b",
                "@",
                "-a",
                "HEAD",
                "",
                " ",
                "a\nb",
                "a\u007fb",
                "refs/heads/a"
            })
    void refuses_the_names_of_branches_that_git_refuses(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> LiveHead.branch(name));
    }

    @ParameterizedTest
    @CsvSource({
        "v*, v1.0, true", "v*, v, true", "v*, w, false", "*, anything/at/all, true", "v1.*.0, v1.2.0, true",
        "v1.*.0, v1.2.3, false", "v1.0, v1.0, true", "v1.0, v1x0, false", "*-rc*, v1-rc1, true", "a*a, a, false",
    })
    void a_star_in_a_tag_stands_for_any_text(String pattern, String tag, boolean matches) {
        assertThat(LiveHead.tag(pattern).matches(tag)).isEqualTo(matches);
    }

    @Test
    void many_stars_and_a_long_name_take_no_time() {
        assertThat(LiveHead.tag("*a".repeat(200) + "b").matches("a".repeat(10_000)))
                .isFalse();
    }
}
