package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.rules.Problem;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.rules.RulesException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deployer check}: whether a rules file can be used. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks a rules file; prints every problem as FILE:LINE:COLUMN: what is wrong.",
        footer = {"", "Examples:", "  deployer check", "  deployer check --rules deployer/mirage.yaml --json"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesFile rulesFile;

    @Mixin
    private Json json;

    @Override
    public Integer call() throws ExitException {
        PrintWriter out = spec.commandLine().getOut();
        Path path = rulesFile.path(spec.commandLine().getErr());
        Optional<Rules> rules = Optional.empty();
        Optional<RulesException> wrong = Optional.empty();
        try {
            rules = Optional.of(RulesFile.parse(path));
        } catch (RulesException e) {
            wrong = Optional.of(e);
        }
        if (json.wanted()) {
            json.print(out, asJson(path, rules, wrong));
        } else {
            wrong.ifPresent(problems -> out.println(problems.getMessage()));
            rules.ifPresent(good -> {
                out.println(path + ": good: " + RulesSummary.of(good));
                good.needs().forEach(need -> out.println(path + ": note: " + need));
            });
        }
        return wrong.isEmpty() ? ExitCode.OK : ExitCode.WRONG_INPUT;
    }

    private static ObjectNode asJson(Path path, Optional<Rules> rules, Optional<RulesException> wrong) {
        ObjectNode node = Json.object().put("file", path.toString());
        node.put("good", wrong.isEmpty());
        ArrayNode list = node.putArray("problems");
        for (Problem problem : wrong.map(RulesException::problems).orElse(List.of())) {
            list.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message());
        }
        wrong.map(RulesException::more).filter(more -> more > 0).ifPresent(more -> node.put("moreProblems", more));
        rules.ifPresent(good -> {
            RulesSummary summary = RulesSummary.of(good);
            node.put("repositories", summary.repositories());
            node.put("builds", summary.builds());
            node.put("services", summary.services());
            node.put("hosts", summary.hosts());
            if (!good.needs().isEmpty()) {
                good.needs().forEach(node.putArray("notes")::add);
            }
        });
        return node;
    }
}
