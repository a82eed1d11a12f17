package io.jenkins.plugins.deployer.jenkins.hosts;

import hudson.Extension;
import hudson.model.PeriodicWork;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends connections to hosts that have nothing to do any more. */
@Extension
public final class IdleConnections extends PeriodicWork {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(5);
    }

    @Override
    protected void doRun() {
        HostConnections.get().closeIdle(LONGEST);
    }
}
