package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.Serializable;

/**
 * What became of a docker client on an agent.
 *
 * @param trouble why it failed, or could not be run; empty if it did what it should
 */
record FarClientAnswer(String trouble) implements Serializable {}
