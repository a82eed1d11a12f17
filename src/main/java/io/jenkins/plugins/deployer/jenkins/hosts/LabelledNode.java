package io.jenkins.plugins.deployer.jenkins.hosts;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A node that has the label of a host's {@code via}.
 *
 * @param deployAgent whether it has the property that makes it a deploy agent
 */
record LabelledNode(String name, boolean deployAgent, boolean online) {
    private static final int MOST_NAMED = 3;

    /** Why there is nobody to connect from, and what to do. */
    static String lack(String label, List<LabelledNode> nodes) {
        List<LabelledNode> agents =
                nodes.stream().filter(LabelledNode::deployAgent).toList();
        if (nodes.isEmpty()) {
            return "no node has the label " + label
                    + " that the rules give in via; give it to an agent with the property \"Deploy agent\"";
        }
        if (agents.isEmpty()) {
            return "no node with the label " + label + " is a deploy agent (" + names(nodes)
                    + "); switch on \"Deploy agent\" in the node's configuration";
        }
        return "no deploy agent with the label " + label + " is online (" + names(agents) + ")";
    }

    private static String names(List<LabelledNode> nodes) {
        String names = nodes.stream()
                .map(LabelledNode::name)
                .sorted()
                .limit(MOST_NAMED)
                .collect(Collectors.joining(", "));
        return nodes.size() > MOST_NAMED ? names + " and " + (nodes.size() - MOST_NAMED) + " more" : names;
    }
}
