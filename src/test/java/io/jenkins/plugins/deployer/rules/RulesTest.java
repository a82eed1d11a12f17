package io.jenkins.plugins.deployer.rules;

import static org.assertj.core.api.Assertions.assertThat;

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
}
