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
    /** It may not be deployed: the rules, a quarantine or the kind of the service forbid it. Nothing was changed. */
    REFUSED;

    /** Whether the service runs what was asked for. */
    public boolean isGood() {
        return this == LIVE || this == UNCHANGED;
    }

    /** For people, for example {@code rolled back}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
