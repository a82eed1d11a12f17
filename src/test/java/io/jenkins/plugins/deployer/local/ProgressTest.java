package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter screen = new StringWriter();

    @Test
    void a_log_has_one_line_for_each_change_and_the_reason_in_the_last() {
        try (Progress progress = new ProgressLines(new PrintWriter(screen), Optional.empty())) {
            Progress.Step step = progress.begin("Deploy web on toxis");
            step.detail("looking");
            step.update("pulls the image");
            step.failed("replica 1 ended with exit code 3");
        }

        assertThat(screen.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("Deploy web on toxis: started"),
                        line -> assertThat(line).endsWith("Deploy web on toxis: pulls the image"),
                        line -> assertThat(line)
                                .contains("Deploy web on toxis: FAILED after ")
                                .endsWith(": replica 1 ended with exit code 3"));
    }

    @Test
    void on_a_terminal_what_has_ended_stays_and_what_is_under_way_is_wiped() {
        Terminal terminal = new Terminal(80, new BufferedReader(new StringReader("")));
        try (Progress progress = new ProgressBars(new PrintWriter(screen), terminal)) {
            progress.begin("Build").done("built");
            progress.begin("Deploy").update("pulls");
        }

        assertThat(screen.toString()).contains("✓", "Build: built").endsWith("\u001b[J");
    }
}
