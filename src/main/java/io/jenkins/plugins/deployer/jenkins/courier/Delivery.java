package io.jenkins.plugins.deployer.jenkins.courier;

import java.time.Duration;

/** What became of one attempt to deliver a letter. */
public sealed interface Delivery {
    /** It has arrived, or need not any more. */
    record Done() implements Delivery {}

    /**
     * It may arrive later.
     *
     * @param why in a sentence
     * @param after how long not to try, as the other side said; zero if it said nothing
     */
    record Later(String why, Duration after) implements Delivery {}

    /** @param why it will never arrive, in a sentence that says what to do */
    record Never(String why) implements Delivery {}

    static Delivery done() {
        return new Done();
    }
}
