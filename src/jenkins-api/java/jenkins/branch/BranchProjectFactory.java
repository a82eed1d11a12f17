package jenkins.branch;

import hudson.ExtensionPoint;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.TopLevelItem;
import java.io.IOException;

public abstract class BranchProjectFactory<P extends Job<P, R> & TopLevelItem, R extends Run<P, R>>
        extends AbstractDescribableImpl<BranchProjectFactory<?, ?>> implements Saveable, ExtensionPoint {
    public BranchProjectFactory() {
        throw new UnsupportedOperationException();
    }

    public abstract Branch getBranch(P project);

    public abstract boolean isProject(Item item);

    public abstract P newInstance(Branch branch);

    @Override
    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }

    public abstract P setBranch(P project, Branch branch);
}
