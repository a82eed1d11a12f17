package io.jenkins.plugins.deployer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {
    @ParameterizedTest
    @CsvSource({
        "harmless, reading building staging publishing deploying",
        "mostly-harmless, building staging publishing deploying",
        "average, staging publishing deploying",
        "above-average, publishing deploying",
        "dangerous, deploying",
        "never, ''"
    })
    void asks_about_its_level_and_all_above(String text, String operations) {
        Threshold threshold = new Threshold.Converter().convert(text);

        List<String> asked = Arrays.stream(Level.values())
                .filter(threshold::asksAbout)
                .map(Level::operation)
                .toList();

        assertThat(String.join(" ", asked)).isEqualTo(operations);
    }

    @Test
    void by_default_nothing_is_published_or_deployed_unasked() {
        Threshold threshold = new Threshold.Converter().convert(Threshold.DEFAULT);

        assertThat(threshold.asksAbout(Level.DANGEROUS)).isTrue();
        assertThat(threshold.asksAbout(Level.ABOVE_AVERAGE)).isTrue();
        assertThat(threshold.asksAbout(Level.AVERAGE)).isFalse();
    }

    @Test
    void a_level_that_does_not_exist_is_answered_with_those_that_do() {
        assertThatThrownBy(() -> new Threshold.Converter().convert("sometimes"))
                .hasMessage(
                        "'sometimes' is none of harmless, mostly-harmless, average, above-average, dangerous, never");
    }
}
