package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Cause;

/**
 * Why the controller started a run by itself, as an administrator configured it to. A run with no other cause, whose Pipeline is an
 * {@link OwnScript}, may deploy though nobody started it.
 */
public abstract class ControllerCause extends Cause {}
