package hudson.plugins.git;

import java.util.List;

public class GitSCM extends GitSCMBackwardCompatibility {
    private GitSCM() {}

    public List<BranchSpec> getBranches() {
        throw new UnsupportedOperationException();
    }

    public List<UserRemoteConfig> getUserRemoteConfigs() {
        throw new UnsupportedOperationException();
    }
}
