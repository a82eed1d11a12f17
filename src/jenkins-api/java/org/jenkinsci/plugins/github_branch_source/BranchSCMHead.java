package org.jenkinsci.plugins.github_branch_source;

import jenkins.scm.api.SCMHead;

public class BranchSCMHead extends SCMHead {
    private BranchSCMHead() {
        super(null);
    }
}
