package groovy.lang;

public class Binding extends GroovyObjectSupport {
    private Binding() {}

    public Object getVariable(String name) {
        throw new UnsupportedOperationException();
    }

    public boolean hasVariable(String name) {
        throw new UnsupportedOperationException();
    }

    public void setVariable(String name, Object value) {
        throw new UnsupportedOperationException();
    }
}
