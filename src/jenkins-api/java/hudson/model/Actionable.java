package hudson.model;

import java.util.List;

public abstract class Actionable extends AbstractModelObject {
    public Actionable() {
        throw new UnsupportedOperationException();
    }

    public <T extends Action> List<T> getActions(Class<T> type) {
        throw new UnsupportedOperationException();
    }
}
