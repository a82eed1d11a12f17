package io.jenkins.plugins.deployer.report;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.report.Check.Status;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import io.jenkins.plugins.deployer.report.RunProgress.State;
import io.jenkins.plugins.deployer.report.RunProgress.Target;
import io.jenkins.plugins.deployer.service.Outcome;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the check of a commit says about a run. Equal progress makes an equal check. */
public final class CheckText {
    /** Rows of a table; more are counted only, as forges cut long texts anywhere. */
    private static final int MOST_ROWS = 100;
    /** Of what went wrong, in characters; the log has all of it. */
    private static final int LONGEST_PROBLEM = 300;

    private final StringBuilder out = new StringBuilder();
    private final RunProgress run;

    private CheckText(RunProgress run) {
        this.run = run;
    }

    public static Check of(RunProgress run) {
        Status status = status(run);
        boolean mayRedeploy = status.isOver()
                && !(status == Status.NEUTRAL && isSuperseded(run))
                && !run.deployments().isEmpty();
        return new Check(status, title(run, status), new CheckText(run).summary(), mayRedeploy);
    }

    private static Status status(RunProgress run) {
        return switch (run.end()) {
            case NOT_YET -> run.isBegun() ? Status.IN_PROGRESS : Status.QUEUED;
            case SUCCESS -> ofSuccess(run);
            case FAILURE -> Status.FAILURE;
            case ABORTED -> Status.CANCELLED;
            case SUPERSEDED, NOT_BUILT ->
                run.trouble().isEmpty() && !hasFailed(run) && isSuperseded(run) ? Status.NEUTRAL : Status.FAILURE;
        };
    }

    /** A Pipeline may catch errors, or make a plan and leave it at that: its success says nothing of the plan. */
    private static Status ofSuccess(RunProgress run) {
        if (run.trouble().isPresent() || hasFailed(run) || has(run, State.STOPPED)) {
            return Status.FAILURE;
        }
        return isSuperseded(run) || !notDeployed(run).isEmpty() || isOnlyPlanned(run) ? Status.NEUTRAL : Status.SUCCESS;
    }

    private static boolean hasFailed(RunProgress run) {
        return has(run, State.FAILED) || !bad(run).isEmpty();
    }

    private static boolean has(RunProgress run, State state) {
        return run.builds().stream().anyMatch(build -> build.state() == state);
    }

    /** What was deployed and is not what was asked for, unless something newer is. */
    private static List<Target> bad(RunProgress run) {
        return run.deployments().stream()
                .filter(target -> target.deployment()
                        .filter(one -> !one.isGood() && one.outcome() != Outcome.SUPERSEDED)
                        .isPresent())
                .toList();
    }

    private static boolean isSuperseded(RunProgress run) {
        return run.end() == End.SUPERSEDED
                || run.deployments().stream().anyMatch(target -> target.deployment()
                        .filter(one -> one.outcome() == Outcome.SUPERSEDED)
                        .isPresent());
    }

    private static List<Target> notDeployed(RunProgress run) {
        return run.deployments().stream()
                .filter(target -> target.deployment().isEmpty())
                .toList();
    }

    /** Whether nothing is to be deployed, now or later, and what was to be built was not. */
    private static boolean isOnlyPlanned(RunProgress run) {
        return run.deployments().isEmpty() && run.ifMerged().isEmpty() && has(run, State.NOT_MADE);
    }

    private static String title(RunProgress run, Status status) {
        if (run.trouble().isPresent()) {
            return run.what().isEmpty() ? "There is no plan" : "Not every rules file has a plan";
        }
        return switch (status) {
            case QUEUED -> run.builds().isEmpty() ? "The plan is being made" : builds(run) + " to make";
            case IN_PROGRESS -> underWay(run);
            case SUCCESS -> success(run);
            case FAILURE -> failure(run);
            case CANCELLED -> "Aborted";
            case NEUTRAL -> neutral(run);
        };
    }

    private static String neutral(RunProgress run) {
        if (isSuperseded(run)) {
            return "A newer commit is deployed instead";
        }
        return isOnlyPlanned(run) ? "Not built" : "Not deployed: " + names(notDeployed(run));
    }

    private static String builds(RunProgress run) {
        return count(run.builds().size(), "build");
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String underWay(RunProgress run) {
        long built =
                run.builds().stream().filter(build -> build.state().isGood()).count();
        return built == run.builds().size() ? "Deploying" : "Building: " + built + " of " + builds(run) + " done";
    }

    private static String success(RunProgress run) {
        if (!run.deployments().isEmpty()) {
            return names(run.deployments()) + (run.deployments().size() == 1 ? " is live" : " are live");
        }
        if (!run.ifMerged().isEmpty()) {
            return "Merging this deploys " + names(run.ifMerged());
        }
        return run.builds().isEmpty() ? "There is nothing to build" : "It builds";
    }

    private static String failure(RunProgress run) {
        List<RunProgress.Build> failed = run.builds().stream()
                .filter(build -> build.state() == State.FAILED)
                .toList();
        if (!failed.isEmpty()) {
            return "Failed: " + failed.get(0).title()
                    + (failed.size() > 1 ? " and " + count(failed.size() - 1L, "other build") : "");
        }
        List<Target> bad = bad(run);
        if (!bad.isEmpty()) {
            return bad.stream()
                    .map(target ->
                            target.service() + " " + verb(target.deployment().orElseThrow()))
                    .collect(Collectors.joining("; "));
        }
        return run.end() == End.SUCCESS
                ? "Not every build was finished"
                : "The run failed elsewhere than in the deployer";
    }

    private static String verb(Deployment deployment) {
        return switch (deployment.outcome()) {
            case LIVE, UNCHANGED -> "is live";
            case ROLLED_BACK -> "was rolled back";
            case FAILED -> "failed";
            case SUPERSEDED -> "was superseded";
            case REFUSED -> "was refused";
        };
    }

    private static String names(List<Target> targets) {
        int shown = Math.min(3, targets.size());
        String names = targets.subList(0, shown).stream()
                .map(target -> target.service().toString())
                .collect(Collectors.joining(", "));
        return shown < targets.size() ? names + " and " + (targets.size() - shown) + " more" : names;
    }

    private String summary() {
        run.what().ifPresent(this::what);
        run.trouble().ifPresent(trouble -> line(MarkdownText.plain(cut(trouble))));
        if (run.what().isEmpty() && run.trouble().isEmpty()) {
            line("The plan is being made.");
        }
        if (!run.builds().isEmpty()) {
            buildTable();
        }
        if (!run.deployments().isEmpty()) {
            deploymentTable();
        } else {
            run.what().ifPresent(this::nothingDeployed);
        }
        return out.toString();
    }

    private void what(RunProgress.What what) {
        line("**" + MarkdownText.plain(what.repository().toString()) + "**, "
                + MarkdownText.plain(what.head().toString()) + ", commit "
                + MarkdownText.code(Brief.commit(what.commit()))
                + run.rules()
                        .map(rules -> ", by the rules at " + MarkdownText.code(brief(rules)))
                        .orElse("")
                + ".");
    }

    /** Rules that are kept in no repository have the hash of their text for a revision. */
    private static String brief(String rules) {
        return rules.startsWith("sha256:") ? Brief.digest(rules) : Brief.commit(rules);
    }

    private void buildTable() {
        heading("Builds");
        table("Build", "Architecture", "Time", "Result", "Log");
        rows(
                run.builds(),
                build -> row(
                        MarkdownText.plain(build.title()),
                        MarkdownText.plain(build.architecture()),
                        build.time().map(Words::time).orElse(""),
                        build.state().label()
                                + build.problem()
                                        .map(why -> ": " + MarkdownText.plain(cut(why)))
                                        .orElse(""),
                        link("log", build.log())));
    }

    private void deploymentTable() {
        heading("Deployments");
        table("Service", "Outcome", "Time", "Digest", "Reason", "Reached at");
        rows(run.deployments(), target -> {
            Optional<Deployment> ended = target.deployment();
            row(
                    MarkdownText.code(target.service().toString()),
                    ended.map(one -> one.outcome().label())
                            .orElse(run.end() == End.NOT_YET ? "waiting" : "not deployed"),
                    ended.map(one -> Words.time(one.duration())).orElse(""),
                    ended.flatMap(Deployment::digest)
                            .map(Brief::digest)
                            .map(MarkdownText::code)
                            .orElse(""),
                    ended.map(one -> MarkdownText.plain(cut(one.reason()))).orElse(""),
                    url(target.url()));
        });
    }

    private void nothingDeployed(RunProgress.What what) {
        if (!(what.head() instanceof Head.ChangeRequest request)) {
            line("");
            line("Nothing is published or deployed: the "
                    + MarkdownText.plain(what.head().toString()) + " is not live in the rules.");
            return;
        }
        heading("If this is merged into " + MarkdownText.plain(request.target()));
        if (run.ifMerged().isEmpty()) {
            line("");
            line("Nothing is deployed.");
            return;
        }
        table("Service", "Image", "Reached at");
        rows(
                run.ifMerged(),
                target -> row(
                        MarkdownText.code(target.service().toString()),
                        target.image().map(MarkdownText::code).orElse(""),
                        url(target.url())));
    }

    private interface Row<T> {
        void write(T item);
    }

    private <T> void rows(List<T> items, Row<T> row) {
        items.stream().limit(MOST_ROWS).forEach(row::write);
        if (items.size() > MOST_ROWS) {
            line("");
            line("… and " + (items.size() - MOST_ROWS) + " more.");
        }
    }

    private static String link(String text, Optional<URI> address) {
        return Links.web(address).map(uri -> MarkdownText.link(text, uri)).orElse("");
    }

    private static String url(Optional<URI> url) {
        return url.map(address -> Links.web(url).isPresent()
                        ? MarkdownText.link(address.toString(), address)
                        : MarkdownText.code(address.toString()))
                .orElse("");
    }

    private static String cut(String problem) {
        return problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) + "…" : problem;
    }

    private void heading(String markdown) {
        line("");
        line("### " + markdown);
    }

    private void table(String... columns) {
        line("");
        row(columns);
        line("|" + "---|".repeat(columns.length));
    }

    private void row(String... cells) {
        out.append('|');
        for (String cell : cells) {
            out.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |");
        }
        out.append('\n');
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
