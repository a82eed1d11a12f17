package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.plan.difference.Change;
import io.jenkins.plugins.deployer.plan.difference.Change.Sort;
import io.jenkins.plugins.deployer.plan.difference.RulesDifference;
import io.jenkins.plugins.deployer.plan.difference.Subject;
import io.jenkins.plugins.deployer.report.DifferenceLines.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a change of the rules does, for people: in a line, as plain text, and in Markdown. Equal differences make equal texts. */
public final class DifferenceText {
    /** Of Markdown: forges cut longer texts anywhere. */
    private static final int MOST_LINES = 300;

    private static final int MOST_CHARACTERS = 50_000;

    private DifferenceText() {}

    /** For example {@code New: 1 service. Different: 2 builds, 1 host. 2 builds are made anew.} */
    public static String title(RulesDifference difference) {
        if (difference.isEmpty()) {
            return "Nothing changes";
        }
        List<String> sentences = new ArrayList<>();
        count(sentences, "New", difference, Sort.ADDED);
        count(sentences, "No longer", difference, Sort.REMOVED);
        count(sentences, "Different", difference, Sort.CHANGED);
        long anew = difference.changes().stream().filter(Change::rebuilds).count();
        boolean all = difference.changes().stream()
                .anyMatch(change -> change.subject().what() == Subject.What.STAGING);
        if (all || anew > 0) {
            sentences.add((all ? "Everything is" : Words.count(anew, "build") + (anew == 1 ? " is" : " are"))
                    + " made anew.");
        }
        return String.join(" ", sentences);
    }

    private static void count(List<String> sentences, String word, RulesDifference difference, Sort sort) {
        Map<String, Long> counts = new LinkedHashMap<>();
        // What is deployed is what people ask for first.
        for (String noun : List.of("service", "build", "publication", "image", "host", "setting")) {
            counts.put(noun, 0L);
        }
        difference.changes().stream()
                .filter(change -> change.sort() == sort)
                .forEach(change -> counts.merge(DifferenceLines.noun(change.subject()), 1L, Long::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((noun, count) -> {
            if (count > 0) {
                parts.add(Words.count(count, noun));
            }
        });
        if (!parts.isEmpty()) {
            sentences.add(word + ": " + String.join(", ", parts) + ".");
        }
    }

    /** For terminals: lines that each end with a line feed. */
    public static String plain(RulesDifference difference) {
        StringBuilder out = new StringBuilder(title(difference)).append('\n');
        DifferenceLines.of(difference).forEach((heading, lines) -> {
            out.append('\n').append(heading).append('\n');
            lines.forEach(line -> out.append("  ")
                    .append(line.sign())
                    .append(' ')
                    .append(line.subject())
                    .append(": ")
                    .append(line.text())
                    .append('\n'));
        });
        return out.toString();
    }

    /** For checks, without the title; what is too much for a check is counted only. */
    public static String markdown(RulesDifference difference) {
        StringBuilder out = new StringBuilder();
        int left = 0;
        int written = 0;
        for (Map.Entry<String, List<Line>> section :
                DifferenceLines.of(difference).entrySet()) {
            boolean begun = false;
            for (Line line : section.getValue()) {
                if (written == MOST_LINES || out.length() > MOST_CHARACTERS) {
                    left++;
                    continue;
                }
                if (!begun) {
                    out.append(out.isEmpty() ? "" : "\n").append("### ");
                    out.append(MarkdownText.plain(section.getKey())).append("\n\n");
                    begun = true;
                }
                out.append("- ")
                        .append(word(line.sign()))
                        .append(" **")
                        .append(MarkdownText.plain(line.subject()))
                        .append("**: ")
                        .append(MarkdownText.plain(line.text()))
                        .append('\n');
                written++;
            }
        }
        if (left > 0) {
            out.append("\n… and ").append(left).append(" more; `deployer plan --diff` shows all.\n");
        }
        return out.toString();
    }

    /** A sign at the beginning of an item would be the list's own. */
    private static String word(char sign) {
        return switch (sign) {
            case '+' -> "New:";
            case '-' -> "No longer:";
            default -> "Different:";
        };
    }
}
