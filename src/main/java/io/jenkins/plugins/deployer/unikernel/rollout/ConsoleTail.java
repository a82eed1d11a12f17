package io.jenkins.plugins.deployer.unikernel.rollout;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last lines that a unikernel wrote, and what they tell of its end. */
record ConsoleTail(List<String> lines) {
    private static final int MOST = 20;
    private static final int LONGEST = 300;
    /** What Solo5's bindings write when a unikernel ends by itself. */
    private static final Pattern EXIT = Pattern.compile("Solo5: solo5_exit\\((\\d{1,3})\\) called");

    private static final Pattern ABORT = Pattern.compile("Solo5: ABORT|solo5-(hvt|spt)");

    private static final Pattern TELLING = Pattern.compile(
            "ABORT|panic|fatal|exception|error|fail|out of memory|unknown option", Pattern.CASE_INSENSITIVE);

    ConsoleTail {
        lines = List.copyOf(lines.subList(Math.max(0, lines.size() - MOST), lines.size()));
    }

    /** With which status it said that it ends. */
    Optional<Integer> exitCode() {
        return last(EXIT).map(line -> {
            Matcher matcher = EXIT.matcher(line);
            matcher.find();
            return Integer.valueOf(matcher.group(1));
        });
    }

    /** Whether it said that it ends, and was not ended from outside. */
    boolean tellsItsEnd() {
        return last(EXIT).or(() -> last(ABORT)).isPresent();
    }

    /** The last line that says why, or else the last one that says anything but that it ends. */
    Optional<String> telling() {
        return last(TELLING)
                .or(() -> lines.stream()
                        .filter(line -> !line.isBlank() && !EXIT.matcher(line).find())
                        .reduce((before, after) -> after))
                .map(line ->
                        line.strip().substring(0, Math.min(LONGEST, line.strip().length())));
    }

    private Optional<String> last(Pattern pattern) {
        return lines.stream().filter(line -> pattern.matcher(line).find()).reduce((before, after) -> after);
    }
}
