package hudson.model;

public abstract class InvisibleAction implements Action {
    public InvisibleAction() {
        throw new UnsupportedOperationException();
    }
}
