package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void bars_need_a_terminal_that_moves_its_cursor_and_nobody_who_minds() {
        assertThat(Terminal.allowsBars(Map.of("TERM", "xterm-256color"))).isTrue();
        assertThat(Terminal.allowsBars(Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.allowsBars(Map.of())).isFalse();
        assertThat(Terminal.allowsBars(Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(Terminal.allowsBars(Map.of("TERM", "xterm", "CI", "true"))).isFalse();
    }
}
