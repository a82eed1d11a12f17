package io.jenkins.plugins.deployer.service;

import java.util.Locale;

/** How a deployment ended (the words of people's logs, pages and checks). */
public enum Outcome {
    /** The new version runs and answers. */
    LIVE,
    /** It ran already. */
    UNCHANGED,
    /** The new version was bad; the old one was proven to run again. */
    ROLLED_BACK,
    /** Neither could be proven. */
    FAILED,
    /** Something newer was or is to be deployed. */
    SUPERSEDED,
    /** The rules do not allow it. */
    REFUSED;

    /** For people, for example {@code rolled back}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
