package io.jenkins.plugins.deployer.host;

import io.jenkins.plugins.deployer.rules.Host;

/**
 * Says how each host is reached. Asked anew for each engine, by several threads, so that what is changed counts from
 * the next conversation on.
 */
@FunctionalInterface
public interface ReachLookUp {
    /** @throws EngineException if there is no way yet, with what to do about it */
    HostReach reach(Host host) throws EngineException;
}
