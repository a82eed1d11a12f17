package io.jenkins.plugins.deployer.rules;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses which of the known words somebody meant who wrote an unknown one. */
final class Suggestion {
    private static final int LONGEST = 100;
    private static final int MOST_LISTED = 16;

    private final Collection<String> known;

    private Suggestion(Collection<String> known) {
        this.known = known;
    }

    static Suggestion among(Collection<String> known) {
        return new Suggestion(known);
    }

    /** {@code ; did you mean "…"?}; where nothing is near, what there is, unless that is much. */
    String sentence(String word) {
        return nearest(word)
                .map(meant -> "; did you mean " + Quoted.text(meant) + "?")
                .orElseGet(() -> known.isEmpty() || known.size() > MOST_LISTED
                        ? ""
                        : (known.size() == 1 ? "; there is " : "; there are ")
                                + listed(known.stream().sorted().toList(), "and"));
    }

    /** {@code "a", "b" and "c"}. */
    static String listed(List<String> words, String conjunction) {
        String last = Quoted.text(words.get(words.size() - 1));
        return words.size() == 1
                ? last
                : words.subList(0, words.size() - 1).stream().map(Quoted::text).collect(Collectors.joining(", ")) + " "
                        + conjunction + " " + last;
    }

    /** The known word at the least distance, if that is at most a third of the length. */
    private Optional<String> nearest(String word) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int most = Math.max(1, word.length() / 3);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
                .map(candidate -> new Candidate(candidate, distance(word, candidate)))
                .filter(candidate -> candidate.distance() <= most && candidate.distance() < word.length())
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    private record Candidate(String word, int distance) {}

    /** Letters put in, left out, replaced or swapped with their neighbour; upper and lower case are the same. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
