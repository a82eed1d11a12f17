package jenkins.branch;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.ItemGroup;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;

public abstract class MultiBranchProjectFactory extends AbstractDescribableImpl<MultiBranchProjectFactory>
        implements ExtensionPoint {
    public MultiBranchProjectFactory() {
        throw new UnsupportedOperationException();
    }

    public boolean recognizes(
            ItemGroup<?> parent,
            String name,
            List<? extends SCMSource> scmSources,
            Map<String, Object> attributes,
            SCMHeadEvent<?> event,
            TaskListener listener)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public abstract static class BySCMSourceCriteria extends MultiBranchProjectFactory {
        public BySCMSourceCriteria() {
            throw new UnsupportedOperationException();
        }

        protected abstract MultiBranchProject<?, ?> doCreateProject(
                ItemGroup<?> parent, String name, Map<String, Object> attributes)
                throws IOException, InterruptedException;

        protected abstract SCMSourceCriteria getSCMSourceCriteria(SCMSource source);

        @Override
        public boolean recognizes(
                ItemGroup<?> parent,
                String name,
                List<? extends SCMSource> scmSources,
                Map<String, Object> attributes,
                SCMHeadEvent<?> event,
                TaskListener listener)
                throws IOException, InterruptedException {
            throw new UnsupportedOperationException();
        }
    }
}
