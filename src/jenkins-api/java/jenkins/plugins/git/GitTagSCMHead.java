package jenkins.plugins.git;

import jenkins.scm.api.SCMHead;

public class GitTagSCMHead extends SCMHead {
    public GitTagSCMHead(String name, long timestamp) {
        super(null);
        throw new UnsupportedOperationException();
    }
}
