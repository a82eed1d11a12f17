package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.ExtensionPoint;
import jenkins.util.Listeners;

/**
 * Hears how each reading of the rules went: soon after the controller has started, after each change of the configuration,
 * and every ten minutes. Called in the background, for one reading after the other; may ask an SCM.
 */
public abstract class RulesListener implements ExtensionPoint {
    /** @param reading the rules may be the same as the last time */
    public abstract void onRead(LastReading reading);

    static void tell(LastReading reading) {
        Listeners.notify(RulesListener.class, true, listener -> listener.onRead(reading));
    }
}
