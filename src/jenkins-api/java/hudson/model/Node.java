package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.AccessControlled;
import hudson.slaves.NodeProperty;

@SuppressWarnings("rawtypes")
public abstract class Node extends AbstractModelObject
        implements ReconfigurableDescribable<Node>, ExtensionPoint, AccessControlled, PersistenceRoot {
    public Node() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public abstract String getNodeName();

    public <T extends NodeProperty> T getNodeProperty(Class<T> clazz) {
        throw new UnsupportedOperationException();
    }

    public final Computer toComputer() {
        throw new UnsupportedOperationException();
    }
}
