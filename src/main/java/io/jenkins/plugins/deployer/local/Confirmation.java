package io.jenkins.plugins.deployer.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks before operations that do too much harm to be done unasked. Safe for use by several threads. */
final class Confirmation {
    private final Threshold threshold;
    private final Progress progress;
    private final List<String> declined = new ArrayList<>();
    private boolean everything;

    Confirmation(Threshold threshold, Progress progress) {
        this.threshold = threshold;
        this.progress = progress;
    }

    /**
     * Whether to go on; blocks while a person thinks.
     *
     * @param what the operation, as it would follow the word "would", for example {@code publish X as Y}
     */
    synchronized boolean allows(Level level, String what) {
        if (everything || !threshold.asksAbout(level)) {
            return true;
        }
        Optional<String> answer = progress.ask(sentence(what) + "? [y]es, [n]o, [a]ll:");
        String word = answer.orElse("").strip().toLowerCase(Locale.ROOT);
        if (word.equals("a") || word.equals("all")) {
            everything = true;
        }
        if (everything || word.equals("y") || word.equals("yes")) {
            return true;
        }
        progress.tell(answer.isPresent() ? "not confirmed: " + what : "would " + what);
        declined.add(what);
        return false;
    }

    /** Whether operations of a level are not all out of the question. */
    boolean mayAllow(Level level) {
        return !threshold.asksAbout(level) || progress.canAsk();
    }

    /** Notes what is not done because something before it was not confirmed. */
    synchronized void follows(String what) {
        progress.tell("would then " + what);
        declined.add(what);
    }

    private static String sentence(String what) {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1);
    }

    /** What was not done, in the order of asking. */
    synchronized List<String> declined() {
        return List.copyOf(declined);
    }
}
