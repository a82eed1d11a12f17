package io.jenkins.plugins.deployer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.deployer.plan.difference.RulesDifference;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DifferenceTextTest {
    private static String resource(String name) {
        try (InputStream in = DifferenceTextTest.class.getResourceAsStream("difference/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RulesDifference example() {
        return RulesDifference.between(
                RulesFiles.read(resource("before.yaml")), RulesFiles.read(resource("after.yaml")));
    }

    @Test
    void for_terminals_it_is_lines_by_repository() {
        assertThat(DifferenceText.plain(example())).isEqualTo(resource("difference.txt"));
    }

    @Test
    void for_checks_it_is_markdown() {
        assertThat(DifferenceText.markdown(example())).isEqualTo(resource("difference.md"));
    }

    @Test
    void equal_rules_change_nothing() {
        Rules rules = RulesFiles.example();

        assertThat(DifferenceText.plain(RulesDifference.between(rules, rules))).isEqualTo("Nothing changes\n");
        assertThat(DifferenceText.markdown(RulesDifference.between(rules, rules)))
                .isEmpty();
    }

    @Test
    void nothing_of_the_rules_becomes_markup_or_moves_the_cursor() {
        Rules before = RulesFiles.read("version: 1\nrepositories: { a/b: { builds: [{ docker: Dockerfile }] } }\n");
        Rules after = RulesFiles.read("version: 1\nrepositories: { a/b: { builds: [{ docker: Dockerfile,"
                + " options: { buildArgs: { A: \"<img src=x> **b** `c` | [d](e)\" } } }] } }\n");

        assertThat(DifferenceText.markdown(RulesDifference.between(before, after)))
                .contains("none → &lt;img src=x&gt; \\*\\*b\\*\\* \\`c\\` \\| \\[d\\](e)");
    }

    @Test
    void a_check_stays_as_long_as_forges_show_and_a_terminal_gets_all() {
        RulesDifference difference = RulesDifference.between(RulesFiles.services(1), RulesFiles.services(2_000));

        assertThat(DifferenceText.markdown(difference))
                .hasSizeLessThan(60_000)
                .endsWith(" more; `deployer plan --diff` shows all.\n");
        assertThat(DifferenceText.plain(difference)).contains("+ app1999@");
    }

    @Test
    void ten_thousand_repositories_are_compared_in_linear_time() {
        String yaml = manyRepositories();
        Rules before = RulesFiles.read(yaml);
        Rules after =
                RulesFiles.read(yaml.replace("timeout: 50m", "timeout: 1h").replace("V: \"7\"", "V: \"8\""));

        // A bound on what is quadratic, not a measure: it takes less than a second.
        String text = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> DifferenceText.plain(RulesDifference.between(before, after)));

        assertThat(text)
                .startsWith("Different: 50000 builds. 10000 builds are made anew.\n")
                .contains("~ 40000 builds: time-out 50m → 1h (team/app0: ")
                .contains("~ 10000 builds: is built anew; argument V 7 → 8; time-out 50m → 1h (");
    }

    private static String manyRepositories() {
        StringBuilder yaml = new StringBuilder("version: 1\ndefaults: { timeout: 50m }\nrepositories:\n");
        for (int i = 0; i < 10_000; i++) {
            yaml.append("  team/app").append(i).append(":\n    builds:\n");
            for (int j = 3; j < 8; j++) {
                yaml.append("      - { docker: Dockerfile, options: { buildArgs: { V: \"")
                        .append(j)
                        .append("\" } } }\n");
            }
        }
        return yaml.toString();
    }
}
