package io.jenkins.plugins.deployer.jenkins.github;

import java.util.Optional;

/**
 * What is kept, as a text, of a deployment that GitHub is told of.
 *
 * @param text how far that has come
 */
record Mark(String text) {
    static final Mark TOLD = new Mark("told");

    /** What is live is what GitHub shows already. */
    static final Mark AS_BEFORE = new Mark("as before");

    /** A later one made it untrue before GitHub heard of it. */
    static final Mark OUTDATED = new Mark("outdated");

    /** GitHub did not take it. It is told along with the next one, if that does not make it untrue. */
    static final Mark GIVEN_UP = new Mark("given up");

    private static final String MADE = "made ";

    /** Made on GitHub, without an outcome yet. */
    static Mark made(String id) {
        return new Mark(MADE + id);
    }

    /** The id on GitHub of what has no outcome there yet. */
    Optional<String> made() {
        return text.startsWith(MADE) ? Optional.of(text.substring(MADE.length())) : Optional.empty();
    }

    /** Whether nobody has to try any more. */
    boolean isOver() {
        return made().isEmpty();
    }

    /** Whether nobody will ever try again. */
    boolean isSettled() {
        return isOver() && !equals(GIVEN_UP);
    }

    /** Whether GitHub shows the outcome. */
    boolean isShown() {
        return equals(TOLD) || equals(AS_BEFORE);
    }
}
