package io.jenkins.plugins.deployer.image;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the log of a build, BuildKit's plain one or the classic builder's, to say which step of the Dockerfile failed
 * and why. Builds may run several steps at once, so each keeps its own last lines. Bounded in memory; safe for use by
 * several threads.
 */
final class BuildSteps {
    private static final Pattern VERTEX = Pattern.compile("#(\\d+) (\\[.*)");
    private static final Pattern VERTEX_ERROR = Pattern.compile("#(\\d+) ERROR: (.*)");
    private static final Pattern VERTEX_OUTPUT = Pattern.compile("#(\\d+) \\d+\\.\\d+ (.*)");
    private static final Pattern CLASSIC_STEP = Pattern.compile("Step (\\d+/\\d+) : (.*)");
    private static final Pattern FINAL_ERROR = Pattern.compile(
            "(?:ERROR: )?(?:failed to solve(?: with frontend [^:]+)?|Error response from daemon): (.*)");
    private static final Pattern SHELL =
            Pattern.compile("(?:The command '.*' returned a non-zero code|.*did not complete successfully: exit code"
                    + "|executor failed running \\[.*]: exit code): (\\d+).*");

    /** The classic builder runs one step at a time and does not number its lines. */
    private static final String CLASSIC = "classic";

    private static final int MOST_STEPS = 1000;
    private static final int LAST_LINES = 5;
    private static final int LONGEST = 300;

    private final Map<String, Step> steps = new LinkedHashMap<>();
    private Optional<Step> current = Optional.empty();
    private Optional<Step> failed = Optional.empty();
    private Optional<String> reason = Optional.empty();

    /** One step and the last lines that it printed. */
    private static final class Step {
        private final String name;
        private final Deque<String> lines = new ArrayDeque<>();

        Step(String name) {
            this.name = name;
        }

        void add(String line) {
            if (!line.isBlank()) {
                if (lines.size() == LAST_LINES) {
                    lines.removeFirst();
                }
                lines.addLast(cut(line.strip()));
            }
        }
    }

    synchronized void add(String line) {
        Matcher vertex = VERTEX.matcher(line);
        Matcher error = VERTEX_ERROR.matcher(line);
        Matcher output = VERTEX_OUTPUT.matcher(line);
        Matcher classic = CLASSIC_STEP.matcher(line);
        Matcher last = FINAL_ERROR.matcher(line);
        if (vertex.matches()) {
            begin(vertex.group(1), vertex.group(2));
        } else if (classic.matches()) {
            begin(CLASSIC, "[" + classic.group(1) + "] " + classic.group(2));
        } else if (error.matches()) {
            failed = Optional.ofNullable(steps.get(error.group(1)));
            reason = Optional.of(error.group(2));
        } else if (output.matches()) {
            Optional.ofNullable(steps.get(output.group(1))).ifPresent(step -> step.add(output.group(2)));
        } else if (last.matches()) {
            reason = reason.or(() -> Optional.of(last.group(1)));
        } else if (isClassic() && !line.startsWith(" ---> ")) {
            current.ifPresent(step -> step.add(line));
        }
    }

    private void begin(String id, String name) {
        Step known = steps.get(id);
        if (known == null || id.equals(CLASSIC)) {
            if (steps.size() >= MOST_STEPS) {
                steps.remove(steps.keySet().iterator().next());
            }
            known = new Step(cut(name));
            steps.put(id, known);
        }
        current = Optional.of(known);
    }

    /** Where a build is that has not ended; empty before its first step. */
    synchronized Optional<String> where() {
        return current.map(step -> step.name);
    }

    /**
     * What went wrong in a build that failed.
     *
     * @param last the last lines of its log, if nothing better is known
     */
    synchronized String failure(String last) {
        Optional<Step> step = failed;
        if (step.isEmpty() && isClassic()) {
            step = current;
        }
        if (step.isEmpty()) {
            return reason.map(BuildSteps::cut).orElse("the last it said: " + lastLine(last));
        }
        Deque<String> lines = step.get().lines;
        String why = reason.or(() -> Optional.ofNullable(lines.pollLast())).orElse("it failed");
        Matcher shell = SHELL.matcher(why);
        String said = String.join("\n", lines);
        return "step " + step.get().name + " failed: " + (shell.matches() ? "exit code " + shell.group(1) : cut(why))
                + (said.isEmpty() ? "" : "; the last it said: " + said);
    }

    private boolean isClassic() {
        return steps.containsKey(CLASSIC);
    }

    private static String lastLine(String last) {
        String[] lines = last.strip().split("\n");
        return cut(lines[lines.length - 1]);
    }

    private static String cut(String text) {
        String printable = text.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").replaceAll("\\p{Cntrl}", " ");
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) + "…" : printable;
    }
}
