package io.jenkins.plugins.deployer.rules;

import java.util.List;
import java.util.stream.Collectors;

/** A rules file cannot be used. The message has one line per problem. */
public final class RulesException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<Problem> problems;
    private final long more;

    /** @param more how many problems there are beside the ones given, which come first in the file */
    RulesException(List<Problem> problems, long more) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n"))
                + (more == 0 ? "" : "\nand " + more + (more == 1 ? " more problem" : " more problems")));
        this.problems = List.copyOf(problems);
        this.more = more;
    }

    /** In the order of the file; never empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** How many problems there are beside {@link #problems}. */
    public long more() {
        return more;
    }
}
