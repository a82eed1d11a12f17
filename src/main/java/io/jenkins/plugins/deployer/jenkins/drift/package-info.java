/**
 * Looks now and then whether hosts run what was deployed last, and, if an administrator wants it, puts right what does not. What
 * it decides is free of Jenkins; {@link io.jenkins.plugins.deployer.jenkins.drift.DriftWatch} is what others use.
 */
package io.jenkins.plugins.deployer.jenkins.drift;
