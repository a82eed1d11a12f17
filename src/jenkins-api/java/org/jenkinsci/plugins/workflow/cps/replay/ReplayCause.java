package org.jenkinsci.plugins.workflow.cps.replay;

import hudson.model.Cause;
import hudson.model.Run;

public class ReplayCause extends Cause {
    private ReplayCause() {}

    public Run<?, ?> getOriginal() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getShortDescription() {
        throw new UnsupportedOperationException();
    }

    public boolean isRebuilt() {
        throw new UnsupportedOperationException();
    }
}
