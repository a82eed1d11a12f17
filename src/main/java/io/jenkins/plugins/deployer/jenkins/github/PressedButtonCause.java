package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.Cause;

/** A run was asked for on GitHub. Saved with the run. */
public final class PressedButtonCause extends Cause {
    private final String who;
    private final boolean redeploys;

    PressedButtonCause(String who, boolean redeploys) {
        this.who = who;
        this.redeploys = redeploys;
    }

    @Override
    public String getShortDescription() {
        return (redeploys ? "Redeployed" : "Run again") + " on GitHub by " + who;
    }
}
