package hudson.model;

import hudson.security.AccessControlled;
import org.kohsuke.stapler.StaplerProxy;

public abstract class AbstractCIBase extends Node
        implements ItemGroup<TopLevelItem>, StaplerProxy, ViewGroup, AccessControlled, DescriptorByNameOwner {
    public AbstractCIBase() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getNodeName() {
        throw new UnsupportedOperationException();
    }
}
