package org.jenkinsci.plugins.workflow.cps;

import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public class CpsFlowExecution extends FlowExecution {
    public CpsFlowExecution(String script, boolean sandbox, FlowExecutionOwner owner, FlowDurabilityHint durabilityHint)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<FlowNode> getCurrentHeads() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FlowExecutionOwner getOwner() {
        throw new UnsupportedOperationException();
    }
}
