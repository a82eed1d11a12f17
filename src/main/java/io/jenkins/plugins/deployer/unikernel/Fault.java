package io.jenkins.plugins.deployer.unikernel;

/** What is wrong with a file, without its name: the end of a sentence, such as {@code it has only 8 bytes}. */
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
        super(message);
    }
}
