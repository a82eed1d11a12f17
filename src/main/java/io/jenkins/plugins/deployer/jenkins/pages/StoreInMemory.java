package io.jenkins.plugins.deployer.jenkins.pages;

import hudson.Extension;
import hudson.model.listeners.ItemListener;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/** Reads the store once, in the background, after the start of the controller, so that the first who looks need not wait. */
@Extension
public final class StoreInMemory extends ItemListener {
    private static final Logger LOGGER = Logger.getLogger(StoreInMemory.class.getName());

    @Override
    public void onLoaded() {
        Timer.get().execute(StoreInMemory::read);
    }

    private static void read() {
        try {
            ControllerDeployments.get().store().all();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The record of deployments could not be read");
        }
    }
}
