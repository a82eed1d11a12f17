/**
 * Who may deploy what: the rules decide, not the Pipeline. What is decided is in classes without Jenkins types, which get
 * facts and answer or throw {@link io.jenkins.plugins.deployer.jenkins.trust.RefusedByRules}; the others collect those
 * facts from a run, its branch source and the configuration, and never from the environment of a step.
 */
package io.jenkins.plugins.deployer.jenkins.trust;
