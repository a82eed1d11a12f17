package jenkins.branch;

import hudson.model.Descriptor;

@SuppressWarnings("rawtypes")
public abstract class BranchProjectFactoryDescriptor extends Descriptor<BranchProjectFactory<?, ?>> {
    protected BranchProjectFactoryDescriptor() {
        throw new UnsupportedOperationException();
    }

    public abstract boolean isApplicable(Class<? extends MultiBranchProject> clazz);
}
