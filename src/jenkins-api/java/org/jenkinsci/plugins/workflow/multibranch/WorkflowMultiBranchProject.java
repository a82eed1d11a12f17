package org.jenkinsci.plugins.workflow.multibranch;

import jenkins.branch.MultiBranchProject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

public class WorkflowMultiBranchProject extends MultiBranchProject<WorkflowJob, WorkflowRun> {
    private WorkflowMultiBranchProject() {
        super(null, null);
    }
}
