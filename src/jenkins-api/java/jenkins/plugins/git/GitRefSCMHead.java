package jenkins.plugins.git;

import jenkins.scm.api.SCMHead;

public class GitRefSCMHead extends SCMHead {
    private GitRefSCMHead() {
        super(null);
    }

    public String getRef() {
        throw new UnsupportedOperationException();
    }
}
