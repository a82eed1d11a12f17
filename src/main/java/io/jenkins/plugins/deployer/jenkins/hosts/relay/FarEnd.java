package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.IOException;

/** A connection that an agent has made, as the controller sees it. Each call waits until the agent has done it. */
public interface FarEnd {
    /** Passes bytes on; waits as long as the other side of the connection does not take them. */
    void send(byte[] bytes) throws IOException;

    /** Tells the other side of the connection that nothing more will be sent. */
    void finish() throws IOException;

    /** Ends the connection and whatever waits for it. Once is enough. */
    void close() throws IOException;
}
