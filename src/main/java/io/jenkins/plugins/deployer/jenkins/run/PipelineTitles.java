package io.jenkins.plugins.deployer.jenkins.run;

import hudson.model.Run;
import java.util.HashSet;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The names of the stages and parallel branches that the Pipeline of a run is in. */
final class PipelineTitles {
    private PipelineTitles() {}

    /** Nothing if the run is over, or no Pipeline. */
    static Set<String> of(Run<?, ?> run) {
        Set<String> titles = new HashSet<>();
        FlowExecution execution = execution(run);
        if (execution != null && !execution.isComplete()) {
            for (FlowNode head : execution.getCurrentHeads()) {
                add(titles, head);
                head.getEnclosingBlocks().forEach(block -> add(titles, block));
            }
        }
        return titles;
    }

    private static FlowExecution execution(Run<?, ?> run) {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        return owner == null ? null : owner.getOrNull();
    }

    private static void add(Set<String> titles, FlowNode node) {
        ThreadNameAction branch = node.getAction(ThreadNameAction.class);
        if (branch != null) {
            titles.add(branch.getThreadName());
        }
        LabelAction stage = node.getAction(LabelAction.class);
        if (stage != null) {
            titles.add(stage.getDisplayName());
        }
    }
}
