package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.report.Status;
import io.jenkins.plugins.deployer.report.StatusJson;
import io.jenkins.plugins.deployer.report.StatusText;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.source.GitTokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deployer status}: what the rules want and what runs. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the hosts what runs, and the forge what should, and says for each service how far they are apart.",
            "Changes nothing. Ends with 1 if a host or the forge did not answer."
        },
        footer = {"", "Examples:", "  deployer status", "  deployer status --offline --json"})
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private RulesFile rulesFile;

    @Mixin
    private StateDirectory stateDirectory;

    @Mixin
    private AlbatrossCertificates albatross;

    @Mixin
    private Json json;

    @Option(names = "--offline", description = "Do not read the heads of the repositories: ask the hosts only.")
    private boolean offline;

    @Override
    public Integer call() throws ExitException, IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Rules rules = rulesFile.read(err);
        try (Progress progress = Progress.forThisProcess(err);
                Workplace workplace =
                        new Workplace(rules, stateDirectory.path(), progress, albatross, GitTokens.NONE)) {
            StatusReport report = new StatusReport(workplace, progress);
            Status status = report.make(!offline);
            progress.close();
            print(status);
            return report.isComplete() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    private void print(Status status) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            json.print(out, StatusJson.of(status));
        } else {
            out.print(StatusText.of(status));
            out.flush();
        }
    }
}
