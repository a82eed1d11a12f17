package org.eclipse.jgit.errors;

import java.io.IOException;

public class CorruptObjectException extends IOException {
    private CorruptObjectException() {}
}
