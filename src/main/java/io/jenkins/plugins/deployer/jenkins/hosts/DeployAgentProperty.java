package io.jenkins.plugins.deployer.jenkins.hosts;

import hudson.Extension;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.slaves.NodeProperty;
import hudson.slaves.NodePropertyDescriptor;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Makes a node a deploy agent: hosts whose {@code via} is one of its labels are connected to from there, and no build
 * runs there, so that none can spoil what is deployed. It needs no executor.
 */
public final class DeployAgentProperty extends NodeProperty<Node> {
    @DataBoundConstructor
    public DeployAgentProperty() {}

    /** Refuses every build; called while the queue is locked. */
    @Override
    public CauseOfBlockage canTake(Queue.BuildableItem item) {
        return isOfTheController(item) ? null : new TakesNoBuilds();
    }

    /** Programs of Pipelines and the like run in the controller's own process, wherever their builds run. */
    private static boolean isOfTheController(Queue.BuildableItem item) {
        return item.task instanceof Queue.FlyweightTask
                && Jenkins.get().getSelfLabel().equals(item.getAssignedLabel());
    }

    /** Why a build does not run on a node. */
    static final class TakesNoBuilds extends CauseOfBlockage {
        @Override
        public String getShortDescription() {
            return "Deploy agents take no builds";
        }
    }

    @Extension
    @Symbol("deployAgent")
    public static final class DescriptorImpl extends NodePropertyDescriptor {
        @Override
        public String getDisplayName() {
            return "Deploy agent";
        }

        /** Else no node would take builds. */
        @Override
        public boolean isApplicableAsGlobal() {
            return false;
        }
    }
}
