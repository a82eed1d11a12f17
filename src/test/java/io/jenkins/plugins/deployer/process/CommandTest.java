package io.jenkins.plugins.deployer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void text_is_what_one_would_type() {
        assertThat(Command.of("/usr/bin/git", "ls-remote").with("--", "it's here", "", "a=b"))
                .hasToString("/usr/bin/git ls-remote -- 'it'\\''s here' '' a=b");
    }

    @Test
    void text_hides_secrets_and_leaves_the_environment_out() {
        Command command = Command.of("curl", "https://me:hunter2@example.org")
                .withEnvironment("TOKEN", "abc")
                .hiding("hunter2")
                .hiding("");

        assertThat(command).hasToString("curl https://me:****@example.org");
    }

    @Test
    void what_cannot_be_passed_on_is_refused() {
        assertThatThrownBy(() -> Command.of("git", "a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An argument of git contains a NUL character");
        assertThatThrownBy(() -> Command.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void program_is_named_without_its_directory() {
        assertThat(Command.of("/usr/bin/docker", "build").program()).isEqualTo("docker");
    }
}
