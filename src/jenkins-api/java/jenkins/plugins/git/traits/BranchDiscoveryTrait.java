package jenkins.plugins.git.traits;

import jenkins.scm.api.trait.SCMSourceTrait;

public class BranchDiscoveryTrait extends SCMSourceTrait {
    public BranchDiscoveryTrait() {
        throw new UnsupportedOperationException();
    }
}
