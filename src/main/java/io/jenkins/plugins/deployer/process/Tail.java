package io.jenkins.plugins.deployer.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of an output, for error messages. Safe for use by several threads. */
final class Tail {
    private static final int LINES = 20;
    private static final int LONGEST = 1000;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
    }

    synchronized String text() {
        return String.join("\n", lines);
    }
}
