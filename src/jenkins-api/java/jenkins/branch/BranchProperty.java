package jenkins.branch;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;

public abstract class BranchProperty extends AbstractDescribableImpl<BranchProperty> implements ExtensionPoint {
    private BranchProperty() {}
}
