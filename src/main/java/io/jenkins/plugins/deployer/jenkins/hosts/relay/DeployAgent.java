package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.IOException;

/** An agent that makes connections for the controller. Equal if it is the same agent, connected once. */
public interface DeployAgent {
    /** The name for people. */
    String name();

    /**
     * Has the agent connect. Waits for its answer, or for the news that it is gone.
     *
     * @param near told what the connection brings
     * @param timeout how many milliseconds connecting may take there
     * @throws IOException if the agent is gone
     */
    FarAnswer open(FarAddress address, NearEnd near, int timeout) throws IOException, InterruptedException;

    /**
     * Has somebody told when the agent is gone, at once if it is gone already.
     *
     * @return ends that
     */
    Runnable whenGone(Runnable task);
}
