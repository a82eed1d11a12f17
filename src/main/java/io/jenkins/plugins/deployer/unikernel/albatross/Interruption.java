package io.jenkins.plugins.deployer.unikernel.albatross;

import java.io.InterruptedIOException;

/** A long transfer that never has to wait does not notice by itself that its thread was interrupted. */
final class Interruption {
    private Interruption() {}

    /** @throws InterruptedIOException if that is so; the interrupt status stays set */
    static void check(String doing) throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while " + doing);
        }
    }
}
