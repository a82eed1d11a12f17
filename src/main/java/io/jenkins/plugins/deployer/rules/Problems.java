package io.jenkins.plugins.deployer.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Collects what is wrong in one file. Keeps the first problems in the order of the file and counts the others; guesses
 * what was meant only for those that are shown. So a file that is all wrong costs no more than one that is right.
 */
final class Problems {
    private static final int SHOWN = 100;

    /** @param meant the words to choose the suggestion from, for {@code word}; none if empty */
    private record Found(int line, int column, String message, String word, Collection<String> meant) {}

    private static final Comparator<Found> ORDER =
            Comparator.comparingInt(Found::line).thenComparingInt(Found::column).thenComparing(Found::message);

    /** A set, because what an alias repeats is found again at the same place. */
    private final TreeSet<Found> first = new TreeSet<>(ORDER);

    private long more;

    void add(Yaml at, String message) {
        add(at.line(), at.column(), message);
    }

    void add(int line, int column, String message) {
        add(new Found(line, column, message, "", List.of()));
    }

    /** @param known what {@code word}, which the message says is unknown, may have been meant to be */
    void add(Yaml at, String message, String word, Collection<String> known) {
        add(new Found(at.line(), at.column(), message, word, known));
    }

    private void add(Found found) {
        if (first.size() == SHOWN && ORDER.compare(found, first.last()) > 0) {
            more++;
        } else if (first.add(found) && first.size() > SHOWN) {
            first.pollLast();
            more++;
        }
    }

    boolean isEmpty() {
        return first.isEmpty();
    }

    /** @param file what the problems call the file */
    RulesException exception(String file) {
        List<Problem> problems = first.stream()
                .map(found -> new Problem(
                        file,
                        found.line(),
                        found.column(),
                        found.message() + Suggestion.among(found.meant()).sentence(found.word())))
                .toList();
        return new RulesException(problems, more);
    }
}
