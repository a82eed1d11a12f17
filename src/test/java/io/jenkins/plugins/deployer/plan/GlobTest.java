package io.jenkins.plugins.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "v1, v1, true",
        "v1, v10, false",
        "v*, v, true",
        "v*, v1.2, true",
        "v*, w1, false",
        "*, anything, true",
        "*.0, 1.0, true",
        "*.0, 1.0.1, false",
        "v*.*.0, v1.2.0, true",
        "v*.*.0, v1.0, false",
        "a**b, axxb, true",
        "v[12], v1, false",
        "v., vx, false",
        "*aab, aaaab, true"
    })
    void stars_stand_for_anything_and_nothing_else_does(String pattern, String name, boolean matches) {
        assertThat(Glob.matches(pattern, name)).isEqualTo(matches);
    }

    @Test
    void many_stars_and_a_long_name_take_no_time() {
        assertThat(Glob.matches("*a".repeat(200) + "b", "a".repeat(10_000))).isFalse();
    }
}
