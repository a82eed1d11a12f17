package io.jenkins.plugins.deployer.jenkins.trust;

import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;

/** Brings a run a Pipeline that this plugin wrote, and nobody else had a hand in. */
public interface OwnScript extends CpsFlowFactoryAction2 {}
