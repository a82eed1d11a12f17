package hudson.model;

import hudson.ExtensionPoint;

public abstract class Node extends AbstractModelObject implements ReconfigurableDescribable<Node>, ExtensionPoint {
    public Node() {
        throw new UnsupportedOperationException();
    }
}
