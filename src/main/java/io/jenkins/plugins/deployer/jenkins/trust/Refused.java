package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.AbortException;

/**
 * Something is not allowed. Ends a step, and the run if nothing catches it, with its message alone: one sentence for who
 * has to act. A deployment that ends so has the outcome {@code refused}.
 */
public final class Refused extends AbortException {
    private static final long serialVersionUID = 1L;

    public Refused(String sentence) {
        super(sentence);
    }

    Refused(RefusedByRules refusal) {
        super(refusal.getMessage());
    }
}
