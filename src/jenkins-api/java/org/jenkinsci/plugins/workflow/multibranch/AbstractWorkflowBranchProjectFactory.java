package org.jenkinsci.plugins.workflow.multibranch;

import hudson.model.Item;
import jenkins.branch.Branch;
import jenkins.branch.BranchProjectFactory;
import jenkins.branch.BranchProjectFactoryDescriptor;
import jenkins.branch.MultiBranchProject;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

@SuppressWarnings("rawtypes")
public abstract class AbstractWorkflowBranchProjectFactory extends BranchProjectFactory<WorkflowJob, WorkflowRun> {
    public AbstractWorkflowBranchProjectFactory() {
        throw new UnsupportedOperationException();
    }

    protected abstract FlowDefinition createDefinition();

    @Override
    public Branch getBranch(WorkflowJob project) {
        throw new UnsupportedOperationException();
    }

    protected abstract SCMSourceCriteria getSCMSourceCriteria(SCMSource source);

    @Override
    public boolean isProject(Item item) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WorkflowJob newInstance(Branch branch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WorkflowJob setBranch(WorkflowJob project, Branch branch) {
        throw new UnsupportedOperationException();
    }

    protected abstract static class AbstractWorkflowBranchProjectFactoryDescriptor
            extends BranchProjectFactoryDescriptor {
        protected AbstractWorkflowBranchProjectFactoryDescriptor() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isApplicable(Class<? extends MultiBranchProject> clazz) {
            throw new UnsupportedOperationException();
        }
    }
}
