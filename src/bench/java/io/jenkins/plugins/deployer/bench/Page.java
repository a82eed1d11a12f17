package io.jenkins.plugins.deployer.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of a whole run: docs/benchmarks.md. It says neither when nor where it was made. */
final class Page {
    private static final String BY_HAND = "\n## In a Jenkins\n";

    private Page() {}

    /** @param lines what was measured, in the order of the table */
    static String markdown(Map<Row, List<Line>> lines, int runs, String engine) {
        StringBuilder page = new StringBuilder(
                """
                # Benchmarks

                What the engine takes, side by side with what a person would type instead. `src/bench/run.sh` measured it,
                wrote this page, and repeats it: as root on a Debian machine, in a network of its own, with an engine, a
                registry and an SSH server that it starts and stops itself. `src/bench/run.sh --help` tells how to measure a
                single row.

                Medians of %d runs, in which both sides took turns (least to most in brackets), with %d CPUs, Java %s,
                engine %s.

                """
                        .formatted(
                                runs,
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.specification.version"),
                                engine));
        page.append(table(lines.values().stream().flatMap(List::stream).toList()));
        page.append("\n## What was measured\n\n");
        page.append(lines.keySet().stream()
                .map(row -> "- **" + row.name() + "**: " + row.notes())
                .collect(Collectors.joining("\n", "", "\n")));
        String misses = lines.values().stream()
                .flatMap(List::stream)
                .filter(line -> line.met().isPresent() && !line.met().get())
                .map(Page::miss)
                .collect(Collectors.joining("\n"));
        page.append("\n## Targets that were missed\n\n")
                .append(misses.isEmpty() ? "None." : misses)
                .append("\n");
        return page.toString();
    }

    /** The last section of the page as it is, which is written by hand; empty if there is none. */
    static String byHand(String page) {
        int start = page.indexOf(BY_HAND);
        return start < 0 ? "" : page.substring(start);
    }

    static String table(List<Line> lines) {
        return """
                | what | the deployer | against | ratio | at most | met |
                |---|---|---|---|---|---|
                """
                + lines.stream().map(Line::markdown).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String miss(Line line) {
        return "- " + line.what() + ": "
                + line.ratio()
                        .map(ratio -> String.format(Locale.ROOT, "%.3f ×", ratio))
                        .orElse(line.ours())
                + " instead of " + line.atMost().orElseThrow() + ".";
    }
}
