package io.jenkins.plugins.deployer.unikernel.solo5;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostAnswerTest {
    @Test
    void what_a_login_shell_prints_before_is_passed_over() {
        HostAnswer answer = HostAnswer.of("Welcome!\nbinary x y\nbegin\nbinary hvt 12\nsaid a\nsaid b b\nend\n");

        assertThat(answer.complete()).isTrue();
        assertThat(answer.first("binary")).hasValue("hvt 12");
        assertThat(answer.all("said")).containsExactly("a", "b b");
        assertThat(answer.has("pending")).isFalse();
    }

    @Test
    void what_was_cut_is_not_complete() {
        assertThat(HostAnswer.of("begin\nbinary hvt 12").complete()).isFalse();
        assertThat(HostAnswer.of("").complete()).isFalse();
    }

    @Test
    void nothing_of_it_steers_a_terminal() {
        assertThat(HostAnswer.of("begin\nsaid \u001b[31mred\u001b[0m\u0007!\nend\n")
                        .all("said"))
                .containsExactly("red !");
        assertThat(HostAnswer.of("begin\nsaid " + "x".repeat(10_000) + "\nend\n")
                        .all("said")
                        .get(0))
                .hasSizeLessThan(5_000);
    }
}
