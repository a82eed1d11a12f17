package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.plan.difference.RulesDifference;
import io.jenkins.plugins.deployer.report.DifferenceJson;
import io.jenkins.plugins.deployer.report.DifferenceText;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --diff BASE}: what a change of the rules changes, instead of what they ask for. */
final class DifferenceOption {
    @Option(
            names = "--diff",
            paramLabel = "BASE",
            description = {
                "Show what the rules change against BASE: the same file at a commit of its Git repository, such as"
                        + " origin/main, or another file. Asks nobody."
            })
    private Optional<String> base;

    boolean isWanted() {
        return base.isPresent();
    }

    void print(Rules rules, Path file, Selection selection, Json json, PrintWriter out)
            throws ExitException, InterruptedException {
        BaseRules found = BaseRules.read(base.orElseThrow(), file);
        Rules before = found.rules().orElseGet(() -> without(rules));
        if (!selection.isEverything()) {
            selection.check(before, rules);
        }
        RulesDifference difference = RulesDifference.between(part(before, selection), part(rules, selection));
        if (json.wanted()) {
            json.print(
                    out,
                    Json.object()
                            .put("base", base.get())
                            .put("baseExists", found.rules().isPresent())
                            .put("same", difference.isEmpty())
                            .set("changes", DifferenceJson.of(difference)));
            return;
        }
        if (found.rules().isEmpty()) {
            out.println("There is no " + file.getFileName() + " at " + base.get() + ": everything is new.");
        }
        out.print(DifferenceText.plain(difference));
        out.flush();
    }

    private static Rules without(Rules rules) {
        return new Rules(rules.forge(), rules.defaults(), rules.agents(), rules.hosts(), Map.of(), List.of());
    }

    private static Rules part(Rules rules, Selection selection) {
        if (selection.isEverything()) {
            return rules;
        }
        Map<RepositoryName, Repository> repositories = new LinkedHashMap<>(rules.repositories());
        repositories.keySet().removeIf(name -> !selection.names(name));
        return new Rules(rules.forge(), rules.defaults(), rules.agents(), rules.hosts(), repositories, List.of());
    }
}
