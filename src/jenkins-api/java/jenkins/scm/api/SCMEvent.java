package jenkins.scm.api;

public abstract class SCMEvent<P> {
    protected SCMEvent(SCMEvent<P> copy) {
        throw new UnsupportedOperationException();
    }

    public P getPayload() {
        throw new UnsupportedOperationException();
    }
}
