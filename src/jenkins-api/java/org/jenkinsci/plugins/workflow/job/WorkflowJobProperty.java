package org.jenkinsci.plugins.workflow.job;

import hudson.model.JobProperty;

public abstract class WorkflowJobProperty extends JobProperty<WorkflowJob> {
    public WorkflowJobProperty() {
        throw new UnsupportedOperationException();
    }
}
