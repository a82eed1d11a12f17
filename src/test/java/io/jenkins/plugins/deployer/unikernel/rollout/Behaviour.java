package io.jenkins.plugins.deployer.unikernel.rollout;

import java.time.Duration;

/**
 * What becomes of a unikernel on a {@link PlayedHost}.
 *
 * @param after how long it has run when it happens
 */
record Behaviour(Kind kind, Duration after) {
    enum Kind {
        STAYS,
        /** With status 1, and a word about why. */
        CRASHES,
        CRASHES_SILENTLY,
        /** With status 0. */
        EXITS,
        /** It ends, and the host starts it again each time. */
        CRASHES_AND_IS_STARTED_AGAIN,
        ANSWERS_BADLY,
        /** The host ends the one before, and then cannot start it. */
        IS_REFUSED_LATE,
        /** The host says no before it ends the one before. */
        IS_REFUSED_EARLY
    }

    static Behaviour of(Kind kind) {
        return new Behaviour(kind, Duration.ZERO);
    }
}
