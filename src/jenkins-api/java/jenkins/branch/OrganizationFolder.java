package jenkins.branch;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.security.ACL;
import hudson.util.DescribableList;
import java.util.List;
import jenkins.scm.api.SCMNavigator;
import jenkins.scm.api.SCMNavigatorOwner;

public final class OrganizationFolder extends ComputedFolder<MultiBranchProject<?, ?>> implements SCMNavigatorOwner {
    private OrganizationFolder() {
        super(null, null);
    }

    @Override
    public ACL getACL() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public MultiBranchProject<?, ?> getItemByProjectName(String projectName) {
        throw new UnsupportedOperationException();
    }

    public DescribableList<MultiBranchProjectFactory, MultiBranchProjectFactoryDescriptor> getProjectFactories() {
        throw new UnsupportedOperationException();
    }

    public List<SCMNavigator> getSCMNavigators() {
        throw new UnsupportedOperationException();
    }
}
