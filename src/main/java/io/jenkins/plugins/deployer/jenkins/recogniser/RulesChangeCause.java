package io.jenkins.plugins.deployer.jenkins.recogniser;

import hudson.model.Cause;

/** Why Jenkins looks for branches or repositories again. */
public final class RulesChangeCause extends Cause {
    @Override
    public String getShortDescription() {
        return "The Deployer's rules name other repositories";
    }
}
