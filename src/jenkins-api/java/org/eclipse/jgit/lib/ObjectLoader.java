package org.eclipse.jgit.lib;

import org.eclipse.jgit.errors.LargeObjectException;

public abstract class ObjectLoader {
    private ObjectLoader() {}

    public final byte[] getBytes() throws LargeObjectException {
        throw new UnsupportedOperationException();
    }

    public abstract long getSize();
}
