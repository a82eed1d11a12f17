package org.jenkinsci.plugins.github_branch_source;

import jenkins.plugins.git.GitTagSCMHead;

public class GitHubTagSCMHead extends GitTagSCMHead {
    private GitHubTagSCMHead() {
        super(null, (long) 0);
    }
}
