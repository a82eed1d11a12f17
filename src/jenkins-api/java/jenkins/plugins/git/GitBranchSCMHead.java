package jenkins.plugins.git;

import jenkins.scm.api.SCMHead;

public class GitBranchSCMHead extends SCMHead {
    private GitBranchSCMHead() {
        super(null);
    }
}
