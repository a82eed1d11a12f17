package io.jenkins.plugins.deployer.jenkins.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.ExtensionList;
import hudson.model.Queue;
import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.trust.RulesAt;
import io.jenkins.plugins.deployer.jenkins.trust.TrustedRules;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.branch.BranchProperty;
import jenkins.branch.BranchPropertyStrategy;
import jenkins.branch.DefaultBranchPropertyStrategy;
import jenkins.branch.NoTriggerBranchProperty;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/** A forge whose repositories have no Jenkinsfile, and rules that name some of them. */
final class NamedForge implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Path directory;
    private final HttpGit git;

    NamedForge(Path directory) throws Exception {
        this.directory = directory;
        git = HttpGit.serve(directory, HttpGit.Kind.MODERN);
    }

    /** A new repository with one commit on {@code main}. */
    GitRepository repository(String name) throws Exception {
        GitRepository repository = GitRepository.in(directory.resolve(name));
        repository.write("Dockerfile", "FROM scratch").commit("first");
        return repository;
    }

    String url(String repository) {
        return git.url(repository).text();
    }

    String text(String... repositories) {
        return "version: 1\nforge: " + git.url("").text().replaceFirst("/$", "") + "\nrepositories:\n"
                + Stream.of(repositories)
                        .map(name -> "  " + name + ": { builds: [{ docker: Dockerfile }] }\n")
                        .collect(Collectors.joining());
    }

    /** The rules name just these, from now on. */
    void names(String... repositories) {
        rules(text(repositories));
    }

    void rules(String yaml) {
        DeployerConfiguration.get().setRules(new InlineRules(yaml));
    }

    /** Looks for branches or repositories; answers the log. */
    static String look(JenkinsRule jenkins, ComputedFolder<?> folder, Result result) throws Exception {
        folder.scheduleBuild2(0).getFuture().get();
        awaitLooks(jenkins);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        folder.getComputation().writeWholeLogTo(log);
        String text = log.toString(StandardCharsets.UTF_8);
        assertThat(folder.getComputation().getResult()).as(text).isEqualTo(result);
        return text;
    }

    /** There is no agent here that a run could come to its end with, so none starts by itself. */
    static BranchPropertyStrategy noRuns() {
        return new DefaultBranchPropertyStrategy(new BranchProperty[] {new NoTriggerBranchProperty()});
    }

    static void assertPlanned(JenkinsRule jenkins, WorkflowMultiBranchProject project, String repository)
            throws Exception {
        WorkflowRun run = project.getItem("main").scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(repository + ", branch main, commit ", run);
        jenkins.waitForMessage("[Pipeline] { (Build)", run);
        run.getExecutor().interrupt();
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
    }

    static void eventually(String what, BooleanSupplier holds) {
        Eventually.holds(what, LONGEST, holds);
    }

    /** As if the rules that are there now had just been read; returns when all that follows from it is over. */
    static void readAgain(JenkinsRule jenkins) throws Exception {
        RulesAt now = TrustedRules.get().read(Optional.empty());
        eventually(
                "these rules have been read in the background",
                () -> RulesWatch.get().last().read().equals(Optional.of(now)));
        ExtensionList.lookupSingleton(RulesChange.class).onRead(RulesWatch.get().last());
        awaitLooks(jenkins);
    }

    /** Returns when nobody looks for branches or repositories any longer. */
    static void awaitLooks(JenkinsRule jenkins) {
        eventually("nobody looks for anything", () -> jenkins.jenkins.getAllItems(ComputedFolder.class).stream()
                .noneMatch(folder -> folder.getComputation().isLogUpdated()
                        || jenkins.jenkins.getQueue().contains((Queue.Task) folder)));
    }

    @Override
    public void close() {
        git.close();
    }
}
