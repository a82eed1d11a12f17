package org.jenkinsci.plugins.workflow.multibranch;

import hudson.model.ItemGroup;
import java.io.IOException;
import java.util.Map;
import jenkins.branch.MultiBranchProjectFactory;

public abstract class AbstractWorkflowMultiBranchProjectFactory extends MultiBranchProjectFactory.BySCMSourceCriteria {
    public AbstractWorkflowMultiBranchProjectFactory() {
        throw new UnsupportedOperationException();
    }

    protected void customize(WorkflowMultiBranchProject project) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    protected final WorkflowMultiBranchProject doCreateProject(
            ItemGroup<?> parent, String name, Map<String, Object> attributes) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }
}
