package jenkins.branch;

import hudson.scm.SCM;
import java.util.List;
import jenkins.scm.api.SCMHead;

public class Branch {
    public Branch(String sourceId, SCMHead head, SCM scm, List<? extends BranchProperty> properties) {
        throw new UnsupportedOperationException();
    }

    public String getSourceId() {
        throw new UnsupportedOperationException();
    }

    public static class Dead extends Branch {
        private Dead() {
            super(null, null, null, null);
        }
    }
}
