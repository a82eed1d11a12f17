package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.ExtensionPoint;
import io.jenkins.plugins.deployer.rules.Host;
import java.io.IOException;

/** Tries the way to a host for the button "Test connection". */
public interface HostProbe extends ExtensionPoint {
    /**
     * Connects with what a form says, asks the host who it is, and disconnects. Changes nothing on the host. Blocks, at
     * most for the time-outs of connecting.
     *
     * @param host as the rules have it
     * @param access what is in the form, which need not be saved
     * @return what answered, in one sentence
     * @throws IOException with a sentence that says what to do
     */
    String probe(Host host, HostAccess access) throws IOException, InterruptedException;
}
