package org.eclipse.jgit.lib;

public abstract class AnyObjectId implements Comparable<AnyObjectId> {
    public AnyObjectId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final int compareTo(AnyObjectId other) {
        throw new UnsupportedOperationException();
    }

    public final String name() {
        throw new UnsupportedOperationException();
    }
}
