package jenkins.scm.api.trait;

public abstract class SCMSourceTrait extends SCMTrait<SCMSourceTrait> {
    public SCMSourceTrait() {
        throw new UnsupportedOperationException();
    }
}
