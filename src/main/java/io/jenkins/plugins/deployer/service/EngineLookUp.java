package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.host.Engine;
import io.jenkins.plugins.deployer.host.EngineException;

/** Finds the engine of a host by the host's name in the rules. Used by several threads. */
@FunctionalInterface
public interface EngineLookUp {
    /** Does not wait for a connection. */
    Engine engine(String host) throws EngineException;
}
