package io.jenkins.plugins.deployer.jenkins.git;

import java.util.List;

/** What Git says when it fails. */
public final class GitWords {
    private static final int LONGEST = 300;

    private GitWords() {}

    /** The line that tells most of a message that may have a whole command and its output in it. */
    public static String brief(String message) {
        List<String> lines = message == null
                ? List.of()
                : message.lines()
                        .map(line -> line.replaceFirst("^(stderr|stdout): ", "").strip())
                        .filter(line -> !line.isEmpty())
                        .toList();
        String best = lines.isEmpty() ? "it does not say why" : lines.get(0);
        for (String line : lines) {
            if (line.startsWith("fatal: ") || line.startsWith("remote: ") || line.startsWith("error: ")) {
                best = line;
            }
        }
        return best.length() > LONGEST ? best.substring(0, LONGEST) + "…" : best;
    }
}
