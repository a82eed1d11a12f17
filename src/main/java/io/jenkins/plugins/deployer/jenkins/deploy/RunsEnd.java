package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Takes the turns of a run away when it is over, whatever ended it. */
@Extension
public final class RunsEnd extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(RunsEnd.class.getName());

    @Override
    public void onFinalized(Run<?, ?> run) {
        isOver(run);
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        isOver(run);
    }

    private static void isOver(Run<?, ?> run) {
        String id = run.getExternalizableId();
        ControllerDeployments deployments = ControllerDeployments.get();
        deployments.submit(() -> {
            try {
                deployments.deploying().runIsOver(id);
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "no deployments", e);
            }
        });
    }
}
