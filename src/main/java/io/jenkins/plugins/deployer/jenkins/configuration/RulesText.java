package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.Problem;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rules as they are typed into a form. */
final class RulesText {
    private RulesText() {}

    /** Every problem with its line and column, or what the rules are about. */
    static List<Finding> look(String yaml) {
        if (yaml.isBlank()) {
            return List.of(Finding.error("There are no rules yet. They begin with \"version: 1\"."));
        }
        try {
            return List.of(Finding.ok(summary(RulesReader.read("rules.yaml", yaml.getBytes(StandardCharsets.UTF_8)))));
        } catch (RulesException e) {
            return problems(e);
        }
    }

    private static List<Finding> problems(RulesException e) {
        List<Finding> findings = new ArrayList<>();
        for (Problem problem : e.problems()) {
            findings.add(Finding.error(problem.line() + ":" + problem.column() + ": " + problem.message()));
        }
        if (e.more() > 0) {
            findings.add(Finding.error("and " + counted(e.more(), "more problem")));
        }
        return findings;
    }

    /** {@code 2 repositories with 3 builds, 1 image to keep up to date, 2 hosts}. */
    static String summary(Rules rules) {
        List<Build> builds = rules.repositories().values().stream()
                .flatMap(repository -> repository.builds().stream())
                .toList();
        List<String> parts = new ArrayList<>();
        int repositories = rules.repositories().size();
        parts.add((repositories == 1 ? "1 repository" : repositories + " repositories") + " with "
                + counted(builds.size(), "build"));
        if (!rules.images().isEmpty()) {
            parts.add(counted(rules.images().size(), "image") + " to keep up to date");
        }
        parts.add(counted(rules.hosts().size(), "host"));
        return String.join(", ", parts);
    }

    private static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
