package org.jenkinsci.plugins.workflow.cps;

public abstract class GlobalVariable {
    public GlobalVariable() {
        throw new UnsupportedOperationException();
    }

    public abstract String getName();

    public abstract Object getValue(CpsScript script) throws Exception;
}
