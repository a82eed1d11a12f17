package hudson.model;

import hudson.ExtensionPoint;
import hudson.triggers.SafeTimerTask;

public abstract class PeriodicWork extends SafeTimerTask implements ExtensionPoint {
    public PeriodicWork() {
        throw new UnsupportedOperationException();
    }

    public long getInitialDelay() {
        throw new UnsupportedOperationException();
    }

    public abstract long getRecurrencePeriod();
}
