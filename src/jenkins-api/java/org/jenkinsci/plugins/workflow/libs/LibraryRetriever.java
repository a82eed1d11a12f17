package org.jenkinsci.plugins.workflow.libs;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

public abstract class LibraryRetriever extends AbstractDescribableImpl<LibraryRetriever> implements ExtensionPoint {
    public LibraryRetriever() {
        throw new UnsupportedOperationException();
    }
}
