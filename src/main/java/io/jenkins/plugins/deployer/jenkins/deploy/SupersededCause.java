package io.jenkins.plugins.deployer.jenkins.deploy;

import jenkins.model.CauseOfInterruption;

/** Something newer is deployed instead. Saved with the run it ended, by its class's name; its one field is a text. */
public final class SupersededCause extends CauseOfInterruption {
    private static final long serialVersionUID = 1L;

    private final String reason;

    SupersededCause(String reason) {
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return reason;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SupersededCause cause && cause.reason.equals(reason);
    }

    @Override
    public int hashCode() {
        return reason.hashCode();
    }
}
