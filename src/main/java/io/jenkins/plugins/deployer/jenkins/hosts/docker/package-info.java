/** Credentials of the plugin docker-commons; loaded only where that is installed. */
package io.jenkins.plugins.deployer.jenkins.hosts.docker;
