package groovy.lang;

public abstract class Script extends GroovyObjectSupport {
    protected Script() {
        throw new UnsupportedOperationException();
    }

    public Binding getBinding() {
        throw new UnsupportedOperationException();
    }
}
