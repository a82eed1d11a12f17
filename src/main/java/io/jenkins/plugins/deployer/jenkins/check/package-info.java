/**
 * The check {@code deployability} of the commit that a run builds. What it says is decided by the engine; here is when it is
 * told, and to whom.
 */
package io.jenkins.plugins.deployer.jenkins.check;
