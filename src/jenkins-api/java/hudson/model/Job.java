package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.ACL;
import jenkins.model.ModelObjectWithChildren;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint, ModelObjectWithChildren {
    private Job() {
        super(null, null);
    }

    @Override
    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    public RunT getBuildByNumber(int n) {
        throw new UnsupportedOperationException();
    }

    public RunT getLastBuild() {
        throw new UnsupportedOperationException();
    }
}
