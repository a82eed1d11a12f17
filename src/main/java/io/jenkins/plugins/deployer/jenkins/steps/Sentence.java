package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.source.SourceException;
import io.jenkins.plugins.deployer.unikernel.UnikernelException;
import java.io.IOException;

/** What people are told when a step fails. */
final class Sentence {
    private Sentence() {}

    /** Of our own exceptions the message alone, which is a sentence; a stack trace would hide it. */
    static Throwable of(Throwable problem) {
        boolean isOurs = problem instanceof ImageException
                || problem instanceof UnikernelException
                || problem instanceof SourceException
                || problem.getClass() == IOException.class && problem.getMessage() != null;
        if (!isOurs) {
            return problem;
        }
        AbortException told = new AbortException(problem.getMessage());
        told.initCause(problem);
        return told;
    }
}
