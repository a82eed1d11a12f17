package io.jenkins.plugins.deployer.jenkins.hosts.relay;

import io.jenkins.plugins.deployer.host.Dialer;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.StreamSocket;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects from an agent with a label: from the first that can. A connection ends with its agent; whoever makes the next
 * one gets another agent.
 *
 * @param label a label expression of Jenkins
 */
public record AgentDialer(String label, AgentLookUp agents) implements Dialer {
    /** How many agents are tried for one connection, so that somebody hears in time what is wrong. */
    private static final int MOST_TRIED = 3;

    @Override
    public Socket connect(SocketAddress address, int timeout) throws IOException {
        AgentLookUp.Found found = agents.find(label);
        if (found.here()) {
            return DIRECT.connect(address, timeout);
        }
        FarAddress far = FarAddress.of(address);
        List<EngineException> failures = new ArrayList<>();
        for (DeployAgent agent : found.agents().stream().limit(MOST_TRIED).toList()) {
            try {
                return new StreamSocket(RelayedStream.open(agent, far, timeout));
            } catch (RelayedStream.Unconnected e) {
                failures.add(unconnected(agent, far, e.answer()));
            } catch (IOException e) {
                if (e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException)) {
                    throw e;
                }
                failures.add(new EngineException("no connection to " + far + ": " + e.getMessage(), 0, e));
            }
        }
        throw best(failures);
    }

    private static EngineException unconnected(DeployAgent agent, FarAddress address, FarAnswer answer) {
        String message = "the deploy agent " + agent.name() + " gets no connection to " + address + ": "
                + answer.fault().sentence(address, FarAnswer.brief(answer.said()));
        return answer.fault().isLasting()
                ? EngineException.lasting(message, null)
                : new EngineException(message, 0, null);
    }

    /** What an agent found out says more than that another one is gone. */
    private static EngineException best(List<EngineException> failures) {
        return failures.stream()
                .filter(failure -> failure.getCause() == null)
                .findFirst()
                .orElse(failures.get(0));
    }

    @Override
    public String toString() {
        return "a deploy agent with the label " + label;
    }
}
