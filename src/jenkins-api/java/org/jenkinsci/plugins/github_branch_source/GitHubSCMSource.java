package org.jenkinsci.plugins.github_branch_source;

import jenkins.plugins.git.AbstractGitSCMSource;

public class GitHubSCMSource extends AbstractGitSCMSource {
    private GitHubSCMSource() {}

    public String getApiUri() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getCredentialsId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getRemote() {
        throw new UnsupportedOperationException();
    }

    public String getRepoOwner() {
        throw new UnsupportedOperationException();
    }

    public String getRepository() {
        throw new UnsupportedOperationException();
    }
}
