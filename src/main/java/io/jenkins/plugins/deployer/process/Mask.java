package io.jenkins.plugins.deployer.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Hides secret values in text. Output comes line by line, so each line of a secret of several lines is hidden. */
final class Mask {
    private static final String HIDDEN = "****";
    /** Shorter lines of a secret, such as a lone brace, would hide half the log and tell nothing. */
    private static final int SHORTEST_LINE = 4;

    private final List<String> longestFirst;

    Mask(Collection<String> secrets) {
        longestFirst = secrets.stream()
                .flatMap(secret -> secret.lines().count() > 1
                        ? secret.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE)
                        : List.of(secret.strip()).stream())
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : longestFirst) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    /** The length of the longest value that is hidden, in characters; 0 without secrets. */
    int longest() {
        return longestFirst.isEmpty() ? 0 : longestFirst.get(0).length();
    }
}
