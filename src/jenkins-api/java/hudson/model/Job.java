package hudson.model;

import hudson.ExtensionPoint;
import jenkins.model.ModelObjectWithChildren;

public abstract class Job<JobT extends Job<JobT, RunT>, RunT extends Run<JobT, RunT>> extends AbstractItem
        implements ExtensionPoint, ModelObjectWithChildren {
    private Job() {
        super(null, null);
    }
}
