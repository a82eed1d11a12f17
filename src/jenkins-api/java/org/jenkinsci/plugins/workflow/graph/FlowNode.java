package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Actionable;
import hudson.model.Saveable;
import java.io.IOException;

public abstract class FlowNode extends Actionable implements Saveable {
    private FlowNode() {}

    public String getUrl() throws IOException {
        throw new UnsupportedOperationException();
    }
}
