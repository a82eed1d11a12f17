package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.AbortException;
import io.jenkins.plugins.deployer.rules.Problem;
import java.util.List;

/**
 * Something is not allowed. Ends a step, and the run if nothing catches it, with its message alone: one sentence for who
 * has to act. A deployment that ends so has the outcome {@code refused}.
 */
public final class Refused extends AbortException {
    private static final long serialVersionUID = 1L;

    /** Not saved with a run: whoever asks reads the rules itself. */
    private final transient List<Problem> problems;

    public Refused(String sentence) {
        this(sentence, List.of());
    }

    Refused(RefusedByRules refusal) {
        this(refusal.getMessage(), refusal.problems());
    }

    Refused(String sentence, List<Problem> problems) {
        super(sentence);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong with the rules; nothing if they can be read. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }
}
