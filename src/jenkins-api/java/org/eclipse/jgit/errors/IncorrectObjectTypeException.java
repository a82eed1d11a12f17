package org.eclipse.jgit.errors;

import java.io.IOException;

public class IncorrectObjectTypeException extends IOException {
    private IncorrectObjectTypeException() {}
}
