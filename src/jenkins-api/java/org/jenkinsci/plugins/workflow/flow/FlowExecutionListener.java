package org.jenkinsci.plugins.workflow.flow;

import hudson.ExtensionPoint;

public abstract class FlowExecutionListener implements ExtensionPoint {
    public FlowExecutionListener() {
        throw new UnsupportedOperationException();
    }

    public void onRunning(FlowExecution execution) {
        throw new UnsupportedOperationException();
    }
}
