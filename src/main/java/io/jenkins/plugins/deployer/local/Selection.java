package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/** Which repositories of the rules a command is about. */
final class Selection {
    @Parameters(
            paramLabel = "OWNER/REPO",
            arity = "0..*",
            description = "Repositories of the rules; all of them if none is named.")
    private List<String> names = new ArrayList<>();

    /**
     * The repositories in the order in which they were named, or of the rules.
     *
     * @throws ExitException if the rules do not have one of them
     */
    Collection<Repository> of(Rules rules) throws ExitException {
        if (names.isEmpty()) {
            return rules.repositories().values();
        }
        List<Repository> selected = new ArrayList<>();
        for (String name : names) {
            selected.add(rules.repositories().entrySet().stream()
                    .filter(entry -> entry.getKey().toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> unknown(name, rules.repositories().keySet()))
                    .getValue());
        }
        return selected.stream().distinct().toList();
    }

    /** @throws ExitException if neither of two rules has one of them */
    void check(Rules before, Rules after) throws ExitException {
        Set<RepositoryName> known = new LinkedHashSet<>(after.repositories().keySet());
        known.addAll(before.repositories().keySet());
        for (String name : names) {
            if (known.stream().noneMatch(repository -> repository.toString().equals(name))) {
                throw unknown(name, known);
            }
        }
    }

    /** Whether a repository was named. */
    boolean names(RepositoryName repository) {
        return names.contains(repository.toString());
    }

    boolean isEverything() {
        return names.isEmpty();
    }

    private static ExitException unknown(String name, Collection<RepositoryName> known) {
        String there = known.stream()
                .map(RepositoryName::toString)
                .limit(10)
                .reduce((a, b) -> a + ", " + b)
                .orElse("none");
        return new ExitException(
                ExitCode.WRONG_INPUT,
                "the rules have no repository " + name + "; they have " + there + (known.size() > 10 ? ", …" : ""));
    }
}
