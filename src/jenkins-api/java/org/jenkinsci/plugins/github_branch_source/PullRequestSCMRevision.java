package org.jenkinsci.plugins.github_branch_source;

import jenkins.scm.api.mixin.ChangeRequestSCMRevision;

public class PullRequestSCMRevision extends ChangeRequestSCMRevision<PullRequestSCMHead> {
    private PullRequestSCMRevision() {
        super(null, null);
    }

    public String getPullHash() {
        throw new UnsupportedOperationException();
    }
}
