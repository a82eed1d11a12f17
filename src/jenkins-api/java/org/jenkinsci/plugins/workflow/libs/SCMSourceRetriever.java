package org.jenkinsci.plugins.workflow.libs;

import jenkins.scm.api.SCMSource;

public class SCMSourceRetriever extends SCMBasedRetriever {
    private SCMSourceRetriever() {}

    public SCMSource getScm() {
        throw new UnsupportedOperationException();
    }
}
