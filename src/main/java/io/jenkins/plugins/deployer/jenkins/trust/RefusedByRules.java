package io.jenkins.plugins.deployer.jenkins.trust;

/** Something is not allowed. The message is one sentence that says why, and which rule would be needed. */
public final class RefusedByRules extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedByRules(String sentence) {
        super(sentence);
    }
}
