package jenkins.branch;

import hudson.model.Descriptor;

public abstract class MultiBranchProjectFactoryDescriptor extends Descriptor<MultiBranchProjectFactory> {
    protected MultiBranchProjectFactoryDescriptor() {
        throw new UnsupportedOperationException();
    }

    public abstract MultiBranchProjectFactory newInstance();
}
