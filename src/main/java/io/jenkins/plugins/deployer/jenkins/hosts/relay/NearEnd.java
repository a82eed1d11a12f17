package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import java.io.IOException;

/** Who receives what a connection brings, as the agent sees it. */
public interface NearEnd {
    /**
     * Takes what was received, in order; waits while there is no room for more.
     *
     * @return whether anybody still wants more
     */
    boolean received(byte[] bytes) throws IOException;

    /** @param fault what ended the connection; empty if the other side did, as it should */
    void ended(String fault) throws IOException;
}
