package org.jenkinsci.plugins.workflow.multibranch;

import jenkins.branch.Branch;
import org.jenkinsci.plugins.workflow.job.WorkflowJobProperty;

public class BranchJobProperty extends WorkflowJobProperty {
    private BranchJobProperty() {}

    public synchronized Branch getBranch() {
        throw new UnsupportedOperationException();
    }
}
