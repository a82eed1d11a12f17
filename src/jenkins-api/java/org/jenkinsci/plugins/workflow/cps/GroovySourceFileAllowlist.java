package org.jenkinsci.plugins.workflow.cps;

public abstract class GroovySourceFileAllowlist {
    public GroovySourceFileAllowlist() {
        throw new UnsupportedOperationException();
    }

    public abstract boolean isAllowed(String groovySourceFileUrl);
}
