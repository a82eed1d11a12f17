package jenkins.plugins.git;

import java.util.List;
import jenkins.scm.api.trait.SCMSourceTrait;

public class GitSCMSource extends AbstractGitSCMSource {
    public GitSCMSource(String remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getCredentialsId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getRemote() {
        throw new UnsupportedOperationException();
    }

    public void setCredentialsId(String credentialsId) {
        throw new UnsupportedOperationException();
    }

    public void setTraits(List<SCMSourceTrait> traits) {
        throw new UnsupportedOperationException();
    }
}
