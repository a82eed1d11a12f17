package io.jenkins.plugins.deployer.jenkins.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GitWordsTest {
    @Test
    void the_line_that_tells_why_is_taken() {
        assertThat(
                        GitWords.brief(
                                """
                                Command "git fetch --no-tags https://forge.example.org/a/b" returned status code 128:
                                stdout:
                                stderr: remote: Repository not found.
                                fatal: repository 'https://forge.example.org/a/b/' not found
                                """))
                .isEqualTo("fatal: repository 'https://forge.example.org/a/b/' not found");
        assertThat(GitWords.brief("timeout=10")).isEqualTo("timeout=10");
        assertThat(GitWords.brief("x".repeat(400))).hasSize(301);
        assertThat(GitWords.brief(null)).isEqualTo("it does not say why");
    }
}
