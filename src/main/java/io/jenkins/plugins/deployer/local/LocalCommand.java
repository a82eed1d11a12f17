package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.local.github.GitHubApp;
import io.jenkins.plugins.deployer.local.github.Statuses;
import io.jenkins.plugins.deployer.local.github.Webhooks;
import io.jenkins.plugins.deployer.rules.FollowedImage;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.source.GitTokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            "It builds no change requests, posts nothing unless it is a GitHub App, and asks before what does harm."
                    + " What an earlier command did not follow to its end is followed first."
        },
        footer = {
            "",
            "Examples:",
            "  deployer local ocurrent/docker-base-images",
            "  deployer local --confirm dangerous",
            "  deployer local --confirm never --images",
            "  deployer local --branch feature ocurrent/docker-base-images",
            "  deployer local --confirm never --listen 8080 --github-webhook-secret-file secret"
        })
final class LocalCommand implements Callable<Integer> {
    /** GitHub's last word is worth that much. */
    private static final Duration LAST_STATUS = Duration.ofSeconds(30);

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
    private GitHubOptions gitHub;

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
        Optional<GitHubOptions.Listening> listening = gitHub.listening();
        try (Progress progress = Progress.forThisProcess(err)) {
            Optional<GitHubApp> app = gitHub.app(rules, progress::tell);
            Optional<Statuses> statuses = app.map(there -> new Statuses(there, progress::tell, LAST_STATUS));
            try {
                return listening.isPresent()
                        ? listen(listening.get(), app, statuses, progress)
                        : pass(rules, repositories, app, statuses, progress, true);
            } finally {
                statuses.ifPresent(Statuses::close);
            }
        }
    }

    /** Once for all, and then for each repository that something has happened in; ends with the process. */
    private int listen(
            GitHubOptions.Listening listening, Optional<GitHubApp> app, Optional<Statuses> statuses, Progress progress)
            throws IOException, InterruptedException {
        Calls calls = new Calls();
        try (Webhooks webhooks = new Webhooks(listening.address(), listening.secret(), calls::add, progress::tell)) {
            progress.tell("listening for webhooks on http:/" + webhooks.address());
            Runtime.getRuntime().addShutdownHook(new Thread(webhooks::close, "end of webhooks"));
            Optional<Set<RepositoryName>> called = Optional.empty();
            while (true) {
                passOf(called, calls, app, statuses, progress);
                called = Optional.of(calls.take());
            }
        }
    }

    /** What goes wrong in a pass is told; the next one may go well. The rules are read anew; that may be all. */
    private void passOf(
            Optional<Set<RepositoryName>> called,
            Calls calls,
            Optional<GitHubApp> app,
            Optional<Statuses> statuses,
            Progress progress)
            throws InterruptedException {
        try {
            Rules rules = rulesFile.read(new PrintWriter(Writer.nullWriter()));
            Collection<Repository> all = selection.of(rules);
            calls.know(all.stream().map(Repository::name).toList());
            Collection<Repository> repositories = all.stream()
                    .filter(repository -> called.isEmpty() || called.get().contains(repository.name()))
                    .toList();
            if (called.isPresent() && repositories.isEmpty()) {
                return;
            }
            pass(rules, repositories, app, statuses, progress, false);
        } catch (ExitException | IOException e) {
            progress.tell("this pass was not made: " + e.getMessage());
        }
    }

    private int pass(
            Rules rules,
            Collection<Repository> repositories,
            Optional<GitHubApp> app,
            Optional<Statuses> statuses,
            Progress progress,
            boolean isLast)
            throws ExitException, IOException, InterruptedException {
        Path state = stateDirectory.path();
        FollowedImages followed = new FollowedImages(state, Clock.systemUTC());
        Collection<FollowedImage> due = images ? followed.due(rules.images()) : List.of();
        Confirmation confirmation = new Confirmation(confirm, progress);
        Results results;
        try (Workplace workplace = new Workplace(
                rules,
                state,
                progress,
                albatross,
                app.<GitTokens>map(there -> there).orElse(GitTokens.NONE))) {
            if (confirmation.mayAllow(Level.DANGEROUS)) {
                Services.hosts(repositories, due).forEach(workplace::prepare);
            }
            Pass.Options options = new Pass.Options(branches, force, timeout, jobs);
            results = new Pass(workplace, options, confirmation, progress, statuses).run(repositories, due, followed);
        }
        if (isLast) {
            statuses.ifPresent(Statuses::close);
            progress.close();
        }
        return print(results, confirmation.declined());
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
