package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Saveable;
import hudson.model.TaskListener;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.jenkins.trust.TrustedRules;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;

/**
 * Reads the rules in the background, soon after each change of the configuration and every ten minutes, so that forms
 * and the warning to administrators need not wait for a repository. What deploys reads the rules itself.
 */
@Extension
public final class RulesWatch extends AsyncPeriodicWork {
    private volatile LastReading last = LastReading.NONE;

    public RulesWatch() {
        super("reading the rules of the Deployer");
    }

    public static RulesWatch get() {
        return ExtensionList.lookupSingleton(RulesWatch.class);
    }

    /** Answers at once. */
    public LastReading last() {
        return last;
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(10);
    }

    @Override
    public long getInitialDelay() {
        return TimeUnit.SECONDS.toMillis(5);
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected boolean queueIfAlreadyRunning() {
        return true;
    }

    @Override
    protected void execute(TaskListener listener) throws InterruptedException {
        last = DeployerConfiguration.get().rulesSource().isPresent() ? read() : LastReading.NONE;
        RulesListener.tell(last);
    }

    private static LastReading read() throws InterruptedException {
        try {
            return LastReading.of(TrustedRules.get().read(Optional.empty()));
        } catch (Refused e) {
            return LastReading.failed(e.getMessage(), e.problems());
        } catch (IOException e) {
            return LastReading.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Looks again when somebody has changed where the rules are. */
    @Extension
    public static final class OnChange extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            if (saved instanceof DeployerConfiguration || saved instanceof GlobalLibraries) {
                get().doRun();
            }
        }
    }
}
