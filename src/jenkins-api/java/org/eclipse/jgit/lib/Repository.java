package org.eclipse.jgit.lib;

import java.io.IOException;
import org.eclipse.jgit.errors.MissingObjectException;

public abstract class Repository implements AutoCloseable {
    private Repository() {}

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    public ObjectLoader open(AnyObjectId objectId) throws MissingObjectException, IOException {
        throw new UnsupportedOperationException();
    }
}
