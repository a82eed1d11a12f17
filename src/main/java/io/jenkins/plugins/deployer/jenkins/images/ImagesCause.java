package io.jenkins.plugins.deployer.jenkins.images;

import io.jenkins.plugins.deployer.jenkins.trust.ControllerCause;

/** The Deployer itself started a run, because somebody else's image changed. */
public final class ImagesCause extends ControllerCause {
    @Override
    public String getShortDescription() {
        return "Started by the Deployer: an image that the rules follow changed";
    }
}
