package jenkins.scm.api;

import java.io.Serializable;

public abstract class SCMRevision implements Serializable {
    protected SCMRevision(SCMHead head) {
        throw new UnsupportedOperationException();
    }

    public final SCMHead getHead() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
        throw new UnsupportedOperationException();
    }
}
