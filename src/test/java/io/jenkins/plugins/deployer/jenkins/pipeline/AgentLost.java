package io.jenkins.plugins.deployer.jenkins.pipeline;

/** What a step inside of {@code node} fails with when its agent is gone. */
public final class AgentLost extends Exception {
    private static final long serialVersionUID = 1L;

    AgentLost() {
        super("the agent is gone");
    }
}
