package org.jenkinsci.plugins.workflow.libs;

public abstract class SCMBasedRetriever extends LibraryRetriever {
    public SCMBasedRetriever() {
        throw new UnsupportedOperationException();
    }

    public String getLibraryPath() {
        throw new UnsupportedOperationException();
    }
}
