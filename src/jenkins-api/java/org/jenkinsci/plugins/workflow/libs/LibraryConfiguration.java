package org.jenkinsci.plugins.workflow.libs;

import hudson.model.AbstractDescribableImpl;

public class LibraryConfiguration extends AbstractDescribableImpl<LibraryConfiguration> {
    private LibraryConfiguration() {}

    public String getDefaultVersion() {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public LibraryRetriever getRetriever() {
        throw new UnsupportedOperationException();
    }
}
