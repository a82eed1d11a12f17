package io.jenkins.plugins.deployer.jenkins.hosts;

import hudson.model.Computer;
import hudson.model.Label;
import hudson.model.Node;
import hudson.remoting.Channel;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.AgentLookUp;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.ChannelAgent;
import io.jenkins.plugins.deployer.jenkins.hosts.relay.DeployAgent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.model.Jenkins;

/** The deploy agents of this controller, in the order of their names. A node that is marked offline is left alone. */
enum OnlineAgents implements AgentLookUp {
    OF_THIS_CONTROLLER;

    @Override
    public Found find(String label) throws EngineException {
        Label wanted = Jenkins.get().getLabel(label);
        List<LabelledNode> labelled = new ArrayList<>();
        List<DeployAgent> agents = new ArrayList<>();
        boolean here = false;
        for (Node node : wanted == null ? List.<Node>of() : all()) {
            if (!wanted.matches(node)) {
                continue;
            }
            boolean deployAgent = node.getNodeProperty(DeployAgentProperty.class) != null;
            Computer computer = node.toComputer();
            boolean online = computer != null && computer.isOnline();
            labelled.add(new LabelledNode(node.getDisplayName(), deployAgent, online));
            if (deployAgent && node instanceof Jenkins) {
                here = true;
            } else if (deployAgent && online && computer.getChannel() instanceof Channel channel) {
                agents.add(new ChannelAgent(node.getNodeName(), channel));
            }
        }
        if (!here && agents.isEmpty()) {
            throw new EngineException(LabelledNode.lack(label, labelled), 0, null);
        }
        agents.sort(Comparator.comparing(DeployAgent::name));
        return new Found(here, agents);
    }

    private static List<Node> all() {
        List<Node> nodes = new ArrayList<>(Jenkins.get().getNodes());
        nodes.add(Jenkins.get());
        return nodes;
    }
}
