package jenkins.plugins.git.traits;

import jenkins.scm.api.trait.SCMSourceTrait;

public class GitToolSCMSourceTrait extends SCMSourceTrait {
    private GitToolSCMSourceTrait() {}

    public String getGitTool() {
        throw new UnsupportedOperationException();
    }
}
