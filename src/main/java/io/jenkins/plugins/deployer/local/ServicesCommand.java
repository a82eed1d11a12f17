package io.jenkins.plugins.deployer.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.report.ServicesMarkdown;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code deployer services}: everything that the rules name. */
@Command(
        name = "services",
        mixinStandardHelpOptions = true,
        description = {
            "Lists every repository of the rules, its builds, live heads, images, services and addresses, as Markdown.",
            "Asks nobody; 'deployer status' tells what runs."
        },
        footer = {"", "Examples:", "  deployer services", "  deployer services > services.md"})
final class ServicesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesFile rulesFile;

    @Mixin
    private Json json;

    @Override
    public Integer call() throws ExitException {
        Rules rules = rulesFile.read(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        if (!json.wanted()) {
            out.print(ServicesMarkdown.of(rules));
            out.flush();
            return ExitCode.OK;
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Services.all(rules).forEach(service -> list.add(asJson(service)));
        json.print(out, list);
        return ExitCode.OK;
    }

    private static ObjectNode asJson(Services.Entry entry) {
        ObjectNode node = Json.object()
                .put("service", entry.rule().kind().name())
                .put("host", entry.rule().host().name())
                .put("image", entry.image());
        entry.source()
                .ifPresent(source -> node.put("repository", source.repository().toString())
                        .put("head", source.head().name()));
        entry.rule().url().ifPresent(url -> node.put("url", url.toString()));
        return node;
    }
}
