package org.eclipse.jgit.transport;

import java.io.Serializable;

public class RefSpec implements Serializable {
    public RefSpec(String spec) {
        throw new UnsupportedOperationException();
    }
}
