package org.jenkinsci.plugins.workflow.steps.durable_task;

import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

public abstract class DurableTaskStep extends Step {
    public DurableTaskStep() {
        throw new UnsupportedOperationException();
    }

    public void setReturnStdout(boolean returnStdout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        throw new UnsupportedOperationException();
    }

    protected abstract DurableTask task();
}
