package org.jenkinsci.plugins.github_branch_source;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import hudson.util.Secret;

public class GitHubAppCredentials extends BaseStandardCredentials implements StandardUsernamePasswordCredentials {
    private GitHubAppCredentials() {
        super(null, null);
    }

    @Override
    public Secret getPassword() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getUsername() {
        throw new UnsupportedOperationException();
    }
}
