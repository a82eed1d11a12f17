package org.eclipse.jgit.errors;

public class LargeObjectException extends RuntimeException {
    private LargeObjectException() {}
}
