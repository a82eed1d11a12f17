package groovy.lang;

public abstract class GroovyObjectSupport {
    public GroovyObjectSupport() {
        throw new UnsupportedOperationException();
    }
}
