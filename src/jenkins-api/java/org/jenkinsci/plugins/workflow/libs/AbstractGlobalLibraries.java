package org.jenkinsci.plugins.workflow.libs;

import java.util.List;
import jenkins.model.GlobalConfiguration;

public abstract class AbstractGlobalLibraries extends GlobalConfiguration {
    protected AbstractGlobalLibraries() {
        throw new UnsupportedOperationException();
    }

    public List<LibraryConfiguration> getLibraries() {
        throw new UnsupportedOperationException();
    }
}
