package org.jenkinsci.plugins.workflow.flow;

import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public abstract class FlowExecution {
    public FlowExecution() {
        throw new UnsupportedOperationException();
    }

    public abstract List<FlowNode> getCurrentHeads();

    public abstract FlowExecutionOwner getOwner();

    public boolean isComplete() {
        throw new UnsupportedOperationException();
    }
}
