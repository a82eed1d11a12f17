package org.jenkinsci.plugins.workflow.flow;

import hudson.model.Descriptor;

public abstract class FlowDefinitionDescriptor extends Descriptor<FlowDefinition> {
    public FlowDefinitionDescriptor() {
        throw new UnsupportedOperationException();
    }
}
