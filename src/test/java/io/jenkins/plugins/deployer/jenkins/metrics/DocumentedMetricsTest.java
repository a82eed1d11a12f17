package io.jenkins.plugins.deployer.jenkins.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md has each metric, and no other, and says what kind each is. */
class DocumentedMetricsTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(deployer\\.[^`]+)` \\| (\\w+) \\|", Pattern.MULTILINE);
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]{2,}");
    private static final Map<String, Pattern> MEANT = Map.of(
            "KIND", either(ServiceOnHost.Kind.values()),
            "OUTCOME", either(Outcome.values()),
            "WHAT", either(Tally.Kind.values()),
            "RESULT", either(Tally.Built.values()),
            "REPOSITORY", Pattern.compile("[\\w-]+\\.[\\w-]+|other"));

    private static Pattern either(Enum<?>... values) {
        return Pattern.compile(Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining("|")));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/metrics.md"));
    }

    private static Map<Pattern, String> documented() throws IOException {
        Map<Pattern, String> rows = new TreeMap<>((a, b) -> a.pattern().compareTo(b.pattern()));
        ROW.matcher(page()).results().forEach((MatchResult row) -> rows.put(pattern(row.group(1)), row.group(2)));
        return rows;
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(PLACEHOLDER
                .matcher(name.replace(".", "\\."))
                .replaceAll(word -> Matcher.quoteReplacement("(" + MEANT.get(word.group()) + ")")));
    }

    /** One of everything. */
    private static Map<String, Metric> made() {
        MetricRegistry registry = new MetricRegistry();
        registry.registerAll(() -> DeployerGauges.of(Optional::empty, Optional::empty, Optional::empty));
        registry.registerAll(Tally::nothingYet);
        Tally tally = new Tally(() -> registry);
        for (Outcome outcome : Outcome.values()) {
            tally.add(Deployments.deployment(outcome.name(), '1', outcome));
        }
        for (Tally.Built outcome : Tally.Built.values()) {
            tally.add(RepositoryName.parse("mirage/mirage-www"), Tally.Kind.UNIKERNEL, outcome, Optional.empty());
        }
        return registry.getMetrics();
    }

    private static String kind(Metric metric) {
        if (metric instanceof Counter) {
            return "counter";
        }
        return metric instanceof Timer ? "timer" : "gauge";
    }

    @Test
    void each_metric_is_in_one_row_of_its_kind() throws IOException {
        Map<Pattern, String> documented = documented();
        made().forEach((name, metric) -> assertThat(documented.entrySet().stream()
                        .filter(row -> row.getKey().matcher(name).matches())
                        .map(Map.Entry::getValue))
                .as(name)
                .containsExactly(kind(metric)));
    }

    @Test
    void each_row_is_of_a_metric() throws IOException {
        assertThat(documented().keySet()).hasSizeGreaterThan(5).allSatisfy(row -> assertThat(made().keySet())
                .anyMatch(name -> row.matcher(name).matches()));
    }

    @Test
    void each_word_that_stands_for_others_is_explained_with_all_of_them() throws IOException {
        for (String word : List.of("KIND", "OUTCOME", "WHAT", "RESULT")) {
            String row = page().lines()
                    .filter(line -> line.startsWith("| `" + word + "` |"))
                    .findFirst()
                    .orElseThrow();
            for (String value : MEANT.get(word).pattern().split("\\|")) {
                assertThat(row).contains("`" + value + "`");
            }
        }
    }
}
