package io.jenkins.plugins.deployer.jenkins.configuration;

import hudson.ExtensionPoint;
import hudson.model.Describable;

/** Where the controller reads the rules; a value, immutable. */
public abstract class RulesSource implements Describable<RulesSource>, ExtensionPoint {}
