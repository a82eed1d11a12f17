package hudson.model;

import hudson.ExtensionPoint;

@SuppressWarnings("rawtypes")
public abstract class DescriptorVisibilityFilter implements ExtensionPoint {
    public DescriptorVisibilityFilter() {
        throw new UnsupportedOperationException();
    }

    public abstract boolean filter(Object context, Descriptor descriptor);
}
