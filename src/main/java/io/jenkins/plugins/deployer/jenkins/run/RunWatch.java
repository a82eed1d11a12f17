package io.jenkins.plugins.deployer.jenkins.run;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Is told what the deployer does in runs. Methods are called by threads that build and deploy: they do no I/O and do not
 * wait, and nothing that goes wrong in them has an effect on the run.
 */
public abstract class RunWatch implements ExtensionPoint {
    private static final Logger LOGGER = Logger.getLogger(RunWatch.class.getName());

    /** Something of the run's record is different; it is saved. */
    public void changed(Run<?, ?> run) {}

    /**
     * A build has ended, or one that was made before is used in its place. What was built and then found to be bad is told of
     * twice: when it was built, and when it failed.
     *
     * @param effort as it ended; empty if an earlier build is used
     */
    public void built(Run<?, ?> run, BuildKey key, Optional<BuildEffort> effort) {}

    /**
     * A deployment is under way, or waits for its turn.
     *
     * @param id of the deployment
     */
    public void deploying(Run<?, ?> run, String id, ServiceOnHost service) {}

    /** A deployment has ended, and is kept on the run. Told once. */
    public void deployed(Run<?, ?> run, Deployment deployment) {}

    /** A process before this one may not have told others all of the run's record. */
    public void goOn(Run<?, ?> run) {}

    /**
     * Whether others were told all of a run's record, as far as that can be. Asked by threads that may wait, when the run is
     * over.
     */
    public boolean hasToldAll(Run<?, ?> run) {
        return true;
    }

    /** Tells all watches. */
    public static void tell(Consumer<RunWatch> event) {
        for (RunWatch watch : ExtensionList.lookup(RunWatch.class)) {
            try {
                event.accept(watch);
            } catch (RuntimeException | LinkageError e) {
                LOGGER.log(Level.WARNING, e, () -> watch.getClass().getName() + " met a fault of the deployer");
            }
        }
    }
}
