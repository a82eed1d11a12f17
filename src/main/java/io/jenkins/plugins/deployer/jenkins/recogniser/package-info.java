/**
 * Builds the repositories that the rules name without a Jenkinsfile in them: as a project recogniser of organisation folders,
 * as the mode of a multibranch project, and as what looks again when the rules have changed. Decides nothing about
 * deploying: what a run may do is asked of {@code trust} by each of its steps, as for any other run.
 */
package io.jenkins.plugins.deployer.jenkins.recogniser;
