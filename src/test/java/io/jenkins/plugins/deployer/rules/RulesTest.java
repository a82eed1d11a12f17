package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @ParameterizedTest
    @CsvSource({
        "https://github.com, ocurrent/ocaml-ci, https://github.com/ocurrent/ocaml-ci",
        "https://git.example.org/sub/, a/b/c, https://git.example.org/sub/a/b/c",
        "ssh://git@git.example.org:2222, a/b, ssh://git@git.example.org:2222/a/b",
        "file:///srv/git, a/b, file:///srv/git/a/b",
        "https://github.com, a/größe, https://github.com/a/gr%C3%B6%C3%9Fe",
    })
    void a_repository_has_an_address_on_its_forge(String forge, String repository, String url) throws Exception {
        Rules rules = Examples.rules("version: 1\nforge: " + forge);

        assertThat(rules.url(RepositoryName.parse(repository))).hasToString(url);
    }

    @Test
    void whoever_runs_the_deployer_fills_in_what_the_rules_leave_open() throws Exception {
        Rules rules = Examples.rules("version: 1\nagents: {arm64: boards}");

        Rules filled = rules.orElse(
                Optional.of(ImageName.parse("registry.example.org/staging")),
                Map.of(Architecture.ARM64, "other", Architecture.X86_64, "linux && docker"));

        assertThat(filled.agent(Architecture.ARM64)).isEqualTo("boards");
        assertThat(filled.agent(Architecture.X86_64)).isEqualTo("linux && docker");
        assertThat(filled.agent(Architecture.RISCV64)).isEqualTo("linux-riscv64");
        assertThat(filled.defaults().staging()).contains(ImageName.parse("registry.example.org/staging"));
    }

    @Test
    void what_the_rules_say_holds() throws Exception {
        Rules rules = Examples.rules("version: 1\ndefaults: {staging: registry.example.org/ours}");

        assertThat(rules.orElse(Optional.of(ImageName.parse("registry.example.org/staging")), Map.of()))
                .isEqualTo(rules);
        assertThatThrownBy(() -> Examples.rules("version: 1")
                        .orElse(Optional.of(ImageName.parse("registry.example.org/staging:tag")), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have neither a tag nor a digest");
    }
}
