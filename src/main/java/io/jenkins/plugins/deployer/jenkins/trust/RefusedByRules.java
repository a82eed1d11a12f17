package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Problem;
import java.util.List;

/** Something is not allowed. The message is one sentence that says why, and which rule would be needed. */
public final class RefusedByRules extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public RefusedByRules(String sentence) {
        this(sentence, List.of());
    }

    /** @param problems of the rules, if it is for them that nothing is allowed; the sentence has them too */
    RefusedByRules(String sentence, List<Problem> problems) {
        super(sentence);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong with the rules; nothing if they can be read. */
    public List<Problem> problems() {
        return problems == null ? List.of() : problems;
    }
}
