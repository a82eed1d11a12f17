/**
 * Tells other services, over HTTP, what the deployer did: in the background, with patience, and never so that a build or a
 * deployment waits for it. Free of Jenkins, except for {@code Controller…}.
 */
package io.jenkins.plugins.deployer.jenkins.courier;
