package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.deployer.rules.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenRulesTest {
    @Test
    void the_text_is_its_own_revision() throws RefusedByRules {
        RulesAt read = WrittenRules.read("version: 1\n", Optional.empty());

        assertThat(read.revision())
                .as("sha256sum of the text")
                .isEqualTo("sha256:09bfcc6a14b83e2192b8673677725c84883ee9cd0c70e45c9ec09daa8f2b2847");
        assertThat(WrittenRules.read("version: 1\n\n", Optional.empty()).revision())
                .isNotEqualTo(read.revision());
    }

    @Test
    void every_problem_is_told_with_the_place() {
        assertThatThrownBy(() -> WrittenRules.read("version: 1\nhots: {}\nx: y\n", Optional.empty()))
                .isInstanceOf(RefusedByRules.class)
                .hasMessageContaining("Manage Jenkins » System » Deployer » Rules")
                .hasMessageContaining("rules:2:1")
                .hasMessageContaining("rules:3:1");
    }

    @Test
    void every_problem_has_its_line() {
        assertThatThrownBy(() -> WrittenRules.read("version: 1\nhots: {}\nx: y\n", Optional.empty()))
                .isInstanceOfSatisfying(RefusedByRules.class, refusal -> assertThat(refusal.problems())
                        .extracting(Problem::line)
                        .containsExactly(2, 3));
    }

    @Test
    void there_is_no_other_file_to_choose() {
        assertThatThrownBy(() -> WrittenRules.read("version: 1\n", Optional.of("deployer/mirage.yaml")))
                .isInstanceOf(RefusedByRules.class)
                .hasMessageContaining("There are no rules \"deployer/mirage.yaml\"");
    }
}
