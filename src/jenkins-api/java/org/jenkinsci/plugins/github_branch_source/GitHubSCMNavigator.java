package org.jenkinsci.plugins.github_branch_source;

import jenkins.scm.api.SCMNavigator;

public class GitHubSCMNavigator extends SCMNavigator {
    private GitHubSCMNavigator() {}

    public String getRepoOwner() {
        throw new UnsupportedOperationException();
    }
}
