package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.IOException;

/** Lets a docker client of an agent in at a host's engine, as the agent sees it. Open as long as the client runs. */
public interface EngineDoor {
    /**
     * Opens a connection to the engine.
     *
     * @param near told what the engine says
     * @return takes what the client says
     */
    FarEnd open(NearEnd near) throws IOException, InterruptedException;

    /** A line that the client wrote. */
    void said(String line);
}
