package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfirmationTest {
    private final StringWriter screen = new StringWriter();

    @Test
    void what_is_below_the_threshold_is_not_asked_about() {
        Confirmation confirmation = asking("average", "");

        assertThat(confirmation.allows(Level.MOSTLY_HARMLESS, "build it")).isTrue();
        assertThat(screen.toString()).isEmpty();
    }

    @Test
    void yes_allows_one_operation_and_all_allows_the_rest() {
        Confirmation confirmation = asking("harmless", "y\nno\nall\n");

        assertThat(confirmation.allows(Level.HARMLESS, "read it")).isTrue();
        assertThat(confirmation.allows(Level.AVERAGE, "stage it")).isFalse();
        assertThat(confirmation.allows(Level.ABOVE_AVERAGE, "publish it")).isTrue();
        assertThat(confirmation.allows(Level.DANGEROUS, "deploy it")).isTrue();
        assertThat(confirmation.declined()).containsExactly("stage it");
        assertThat(screen.toString())
                .contains("Read it? [y]es, [n]o, [a]ll:", "not confirmed: stage it", "Publish it?")
                .doesNotContain("Deploy it?");
    }

    @Test
    void an_empty_line_is_no() {
        assertThat(asking("harmless", "\n").allows(Level.DANGEROUS, "deploy it"))
                .isFalse();
    }

    @Test
    void without_a_terminal_it_says_what_it_would_do() {
        Confirmation confirmation = new Confirmation(
                new Threshold.Converter().convert("dangerous"),
                new ProgressLines(new PrintWriter(screen), Optional.empty()));

        assertThat(confirmation.allows(Level.DANGEROUS, "deploy web@toxis")).isFalse();
        assertThat(screen.toString()).contains("would deploy web@toxis");
    }

    private Confirmation asking(String threshold, String typed) {
        BufferedReader person = new BufferedReader(new StringReader(typed));
        return new Confirmation(
                new Threshold.Converter().convert(threshold),
                new ProgressLines(new PrintWriter(screen), Optional.of(person)));
    }
}
