package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.host.EngineException;
import java.util.List;

/** Finds the agents that may connect to hosts. */
@FunctionalInterface
public interface AgentLookUp {
    /**
     * Those that have a label and can be asked now; the controller itself is none of them.
     *
     * @throws EngineException if there is none, with what to do about it
     */
    Found find(String label) throws EngineException;

    /**
     * Where connections can be made from.
     *
     * @param here whether the controller itself has the label
     */
    record Found(boolean here, List<DeployAgent> agents) {
        public Found {
            agents = List.copyOf(agents);
        }
    }
}
