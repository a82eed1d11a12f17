/**
 * Connections that an agent makes for the controller: the agent passes bytes on and knows nothing of what they mean. What
 * runs on the agent ({@code Far…}) uses nothing but Java, so that little is loaded there.
 */
package io.jenkins.plugins.deployer.jenkins.hosts.relay;
