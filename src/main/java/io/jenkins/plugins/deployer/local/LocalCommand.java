package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deployer local}: does what the rules ask for, from this machine. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the live heads of the repositories, builds, publishes and deploys them, from this machine.",
            "It builds no change requests, posts nothing, and asks before what does harm. What an earlier command"
                    + " did not follow to its end is followed first."
        },
        footer = {
            "",
            "Examples:",
            "  deployer local ocurrent/docker-base-images",
            "  deployer local --confirm dangerous",
            "  deployer local --confirm never --images",
            "  deployer local --branch feature ocurrent/docker-base-images"
        })
final class LocalCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private Selection selection;

    @Option(
            names = "--confirm",
            paramLabel = "LEVEL",
            converter = Threshold.Converter.class,
            defaultValue = Threshold.DEFAULT,
            description = {
                "Ask before operations of this level and above: harmless (reading), mostly-harmless (building),"
                        + " average (staging), above-average (publishing), dangerous (deploying), or never.",
                "Without a terminal it stops there instead and says what it would do. Default: ${DEFAULT-VALUE}."
            })
    private Threshold confirm;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "Do it for this branch instead of the live heads; may be given several times.")
    private List<String> branches = new ArrayList<>();

    @Option(names = "--images", description = "Also pull and redeploy the followed images that are due.")
    private boolean images;

    @Option(names = "--force", description = "Deploy even what was rolled back before for its own fault.")
    private boolean force;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Time.Converter.class,
            defaultValue = "10m",
            description = "How long one deployment, one push or one publication may take, as 90s, 10m or 1h."
                    + " Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    @Option(
            names = "--jobs",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "How many builds run at a time. Default: ${DEFAULT-VALUE}.")
    private int jobs;

    @Mixin
    private AlbatrossCertificates albatross;

    @Mixin
    private RulesFile rulesFile;

    @Mixin
    private StateDirectory stateDirectory;

    @Mixin
    private Json json;

    @Override
    public Integer call() throws ExitException, IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (jobs < 1) {
            throw new ExitException(ExitCode.WRONG_INPUT, "--jobs must be 1 or more, not " + jobs);
        }
        Rules rules = rulesFile.read(err);
        Collection<Repository> repositories = selection.of(rules);
        Path state = stateDirectory.path();
        FollowedImages followed = new FollowedImages(state, Clock.systemUTC());
        Collection<FollowedImage> due = images ? followed.due(rules.images()) : List.of();
        try (Progress progress = Progress.forThisProcess(err);
                Workplace workplace = new Workplace(rules, state, progress, albatross)) {
            Confirmation confirmation = new Confirmation(confirm, progress);
            if (confirmation.mayAllow(Level.DANGEROUS)) {
                Services.hosts(repositories, due).forEach(workplace::prepare);
            }
            Results results = pass(workplace, confirmation, progress).run(repositories, due, followed);
            progress.close();
            return print(results, confirmation.declined());
        }
    }

    private Pass pass(Workplace workplace, Confirmation confirmation, Progress progress) throws IOException {
        return new Pass(workplace, new Pass.Options(branches, force, timeout, jobs), confirmation, progress);
    }

    private int print(Results results, List<String> declined) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            json.print(out, results.asJson(declined));
        } else {
            results.print(out, declined);
        }
        return results.exitCode(declined);
    }
}
