package org.eclipse.jgit.errors;

import java.io.IOException;

public class MissingObjectException extends IOException {
    private MissingObjectException() {}
}
