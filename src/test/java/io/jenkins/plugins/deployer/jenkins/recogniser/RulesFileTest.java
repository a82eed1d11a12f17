package io.jenkins.plugins.deployer.jenkins.recogniser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesFileTest {
    @Test
    void nothing_typed_is_the_configured_file() {
        assertThat(RulesFile.of(null)).isEqualTo(RulesFile.of("  ")).isEqualTo(RulesFile.CONFIGURED);
        assertThat(RulesFile.CONFIGURED.script()).isEqualTo("deployer()");
        assertThat(RulesFile.CONFIGURED.resource()).isEmpty();
    }

    @Test
    void another_file_is_asked_for_as_in_a_jenkinsfile() {
        RulesFile file = RulesFile.of(" deployer/mirage.yaml ");

        assertThat(file.script()).isEqualTo("deployer(rules: 'deployer/mirage.yaml')");
        assertThat(file.resource()).contains("deployer/mirage.yaml");
        assertThat(file.problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a')\nevil()//", "a\\'", "../x", "$x", "/etc/passwd", "a b", "a//b"})
    void what_is_no_plain_path_never_becomes_a_pipeline(String typed) {
        RulesFile file = RulesFile.of(typed);

        assertThat(file.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("such as deployer/mirage.yaml"));
        assertThatThrownBy(file::script).isInstanceOf(IllegalStateException.class);
    }
}
