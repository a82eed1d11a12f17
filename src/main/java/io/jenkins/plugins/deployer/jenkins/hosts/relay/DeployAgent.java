package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.host.EngineStreams;
import io.jenkins.plugins.deployer.service.ClientRun;
import java.io.IOException;
import java.util.function.Consumer;

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
     * Runs the agent's docker client to its end; kills it when the thread is interrupted.
     *
     * @param configuration of the docker client, as JSON
     * @param streams to the engine that the client is to talk to
     * @param lines gets what the client writes
     * @throws io.jenkins.plugins.deployer.host.EngineException if the agent is gone, or the engine cannot be reached
     * @throws io.jenkins.plugins.deployer.service.ServiceException if the client fails
     */
    void run(ClientRun run, String configuration, EngineStreams streams, Consumer<String> lines)
            throws IOException, InterruptedException;

    /**
     * Has somebody told when the agent is gone, at once if it is gone already.
     *
     * @return ends that
     */
    Runnable whenGone(Runnable task);
}
