package hudson.model;

import jenkins.model.ModelObjectWithChildren;

public abstract class Label extends Actionable implements Comparable<Label>, ModelObjectWithChildren {
    private Label() {}

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public static Label parseExpression(String labelExpression) {
        throw new UnsupportedOperationException();
    }
}
