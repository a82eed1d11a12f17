package jenkins.scm.api;

public abstract class SCMHeadEvent<P> extends SCMEvent<P> {
    private SCMHeadEvent() {
        super(null);
    }
}
