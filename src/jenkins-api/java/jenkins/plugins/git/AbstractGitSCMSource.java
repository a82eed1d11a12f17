package jenkins.plugins.git;

import java.util.List;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.trait.SCMSourceTrait;

public abstract class AbstractGitSCMSource extends SCMSource {
    public AbstractGitSCMSource() {
        throw new UnsupportedOperationException();
    }

    public abstract String getCredentialsId();

    public abstract String getRemote();

    @Override
    public List<SCMSourceTrait> getTraits() {
        throw new UnsupportedOperationException();
    }

    public static class SCMRevisionImpl extends SCMRevision {
        private SCMRevisionImpl() {
            super(null);
        }

        public String getHash() {
            throw new UnsupportedOperationException();
        }
    }
}
