package io.jenkins.plugins.deployer.unikernel.solo5;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the script on the host answered: lines of a word and a text, without control characters.
 *
 * @param lines in their order
 * @param complete whether it came to its end
 */
record HostAnswer(List<Line> lines, boolean complete) {
    private static final int LONGEST_LINE = 4_096;

    /** @param text empty if there is only the word */
    record Line(String word, String text) {}

    HostAnswer {
        lines = List.copyOf(lines);
    }

    /** What a login shell there may have printed before is passed over. */
    static HostAnswer of(String output) {
        List<Line> lines = new ArrayList<>();
        boolean begun = false;
        for (String raw : output.split("\r?\n")) {
            String line = printable(raw);
            if (!begun) {
                begun = line.equals("begin");
            } else if (line.equals("end")) {
                return new HostAnswer(lines, true);
            } else {
                int blank = line.indexOf(' ');
                lines.add(
                        blank < 0 ? new Line(line, "") : new Line(line.substring(0, blank), line.substring(blank + 1)));
            }
        }
        return new HostAnswer(lines, false);
    }

    /** The text without what a terminal would heed. */
    static String printable(String text) {
        String plain = text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").replaceAll("\\p{Cntrl}", " ");
        return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + "…" : plain;
    }

    boolean has(String word) {
        return first(word).isPresent();
    }

    Optional<String> first(String word) {
        return all(word).stream().findFirst();
    }

    /** The parts that each begin with a line of this word. */
    List<HostAnswer> parts(String word) {
        List<List<Line>> parts = new ArrayList<>();
        for (Line line : lines) {
            if (line.word().equals(word)) {
                parts.add(new ArrayList<>());
            }
            if (!parts.isEmpty()) {
                parts.get(parts.size() - 1).add(line);
            }
        }
        return parts.stream().map(part -> new HostAnswer(part, complete)).toList();
    }

    List<String> all(String word) {
        return lines.stream()
                .filter(line -> line.word().equals(word))
                .map(Line::text)
                .toList();
    }
}
