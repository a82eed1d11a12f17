package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.report.GraphPage;
import io.jenkins.plugins.deployer.report.GraphSvg;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deployer graph}: a picture of the rules. */
@Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        description = {
            "Draws the rules: repositories, builds, images, services and hosts.",
            "As a page of its own or as a bare picture, by the ending of the file's name."
        },
        footer = {"", "Examples:", "  deployer graph --output rules.html", "  deployer graph > rules.svg"})
final class GraphCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesFile rulesFile;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "FILE.html or FILE.svg. Default: the picture, as SVG, on standard output.")
    private Optional<Path> output;

    @Override
    public Integer call() throws ExitException, IOException {
        Rules rules = rulesFile.read(spec.commandLine().getErr());
        if (output.isEmpty()) {
            spec.commandLine().getOut().println(GraphSvg.of(rules));
            return ExitCode.OK;
        }
        Path file = output.get();
        String drawn = file.toString().endsWith(".svg") ? GraphSvg.of(rules) : page(rules, file);
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory) || Files.isDirectory(file)) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT,
                    "--output cannot be " + file + ": there is "
                            + (Files.isDirectory(file) ? "a directory of that name" : "no directory " + directory));
        }
        Files.write(file, drawn.getBytes(StandardCharsets.UTF_8));
        spec.commandLine().getErr().println("written: " + file);
        return ExitCode.OK;
    }

    private static String page(Rules rules, Path file) throws ExitException {
        if (!file.toString().endsWith(".html")) {
            throw new ExitException(
                    ExitCode.WRONG_INPUT, "--output must end with .html or .svg, not be " + file.getFileName());
        }
        return GraphPage.of(rules, "What is deployed where");
    }
}
