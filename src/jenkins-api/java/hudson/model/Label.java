package hudson.model;

import jenkins.model.ModelObjectWithChildren;

public abstract class Label extends Actionable implements Comparable<Label>, ModelObjectWithChildren {
    protected Label(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final int compareTo(Label that) {
        throw new UnsupportedOperationException();
    }

    @Override
    public final boolean equals(Object that) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getSearchUrl() {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public final boolean matches(Node n) {
        throw new UnsupportedOperationException();
    }

    public static Label parseExpression(String labelExpression) {
        throw new UnsupportedOperationException();
    }
}
