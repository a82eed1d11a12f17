package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.check.Board;
import io.jenkins.plugins.deployer.jenkins.check.CheckBoards;
import io.jenkins.plugins.deployer.jenkins.check.Memory;
import io.jenkins.plugins.deployer.jenkins.check.Shown;
import io.jenkins.plugins.deployer.jenkins.courier.Delivery;
import io.jenkins.plugins.deployer.jenkins.library.RulesCheckAction;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The library's own repository, built by a multibranch project. */
@WithJenkins
class LibraryChangeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Organisation organisation;

    /** Checks of all projects are shown here. */
    @TestExtension
    public static final class Boards extends CheckBoards {
        private static final List<Shown> SHOWN = new CopyOnWriteArrayList<>();

        @Override
        public Optional<Board> find(Run<?, ?> run) {
            return Optional.of(new Board() {
                @Override
                public Delivery show(Shown check, Memory memory) {
                    SHOWN.add(check);
                    return Delivery.done();
                }
            });
        }
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Boards.SHOWN.clear();
        organisation = Organisation.in(rule, directory);
        organisation.library.write("Jenkinsfile", "echo 'tested'");
        organisation.library.commit("a build");
    }

    @AfterEach
    void stop() {
        organisation.close();
    }

    /** The library as a project, with one more branch. */
    private WorkflowMultiBranchProject library(String rules, String jenkinsfile) throws Exception {
        organisation.library.git("checkout", "-q", "-b", "change");
        organisation.library.write(Organisation.FILE, rules).write("Jenkinsfile", jenkinsfile);
        organisation.library.commit("change");
        organisation.library.git("checkout", "-q", "main");
        return jenkins.createProject(WorkflowMultiBranchProject.class, "library");
    }

    private void index(WorkflowMultiBranchProject project) throws Exception {
        project.getSourcesList()
                .add(new jenkins.branch.BranchSource(Organisation.source(organisation.url("ops/library"))));
        project.scheduleBuild2(0).getFuture().get();
    }

    private static Shown shown() {
        Eventually.holds("a check is shown", PATIENCE, () -> !Boards.SHOWN.isEmpty());
        return Boards.SHOWN.get(0);
    }

    private String rules() throws Exception {
        return Files.readString(organisation.library.path(Organisation.FILE));
    }

    @Test
    void what_a_branch_changes_is_shown_as_a_check_in_the_log_and_on_the_page() throws Exception {
        WorkflowMultiBranchProject project =
                library(rules().replace("branch: live", "branch: main"), "semaphore 'change'");
        index(project);
        Eventually.holds(
                "the branch is built",
                PATIENCE,
                () -> project.getItemByBranchName("change") != null
                        && project.getItemByBranchName("change").getLastBuild() != null);
        WorkflowRun run = project.getItemByBranchName("change").getLastBuild();
        SemaphoreStep.waitForStart("change/1", run);

        Check check = shown().check();
        assertThat(check.name()).isEqualTo("deployer rules");
        assertThat(check.status()).isEqualTo(Check.Status.SUCCESS);
        assertThat(check.title()).isEqualTo("Different: 1 service, 1 publication.");
        assertThat(check.summary()).contains("**x\\_web@toxis**: from branch live → branch main");
        assertThat(shown().run()).isEqualTo("library/change#1");
        jenkins.waitForMessage("x_web@toxis: from branch live → branch main", run);
        SemaphoreStep.success("change/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        run.reload();
        assertThat(run.getAction(RulesCheckAction.class).getTitle()).isEqualTo(check.title());
        assertThat(jenkins.createWebClient().getPage(run).asNormalizedText())
                .contains("What this commit changes of the rules: Different: 1 service, 1 publication.");
        jenkins.waitUntilNoActivity();
        assertThat(Boards.SHOWN).hasSize(1);
    }

    @Test
    void rules_that_cannot_be_used_fail_the_check_though_the_jenkinsfile_cannot_run_either() throws Exception {
        WorkflowMultiBranchProject project = library(rules() + "hots: {}\n", "this is no { program");
        index(project);

        Check check = shown().check();
        assertThat(check.status()).isEqualTo(Check.Status.FAILURE);
        assertThat(check.title()).isEqualTo("resources/deployer/rules.yaml has 1 problem");
        assertThat(check.notes()).singleElement().satisfies(note -> {
            assertThat(note.path()).isEqualTo(Organisation.FILE);
            assertThat(note.line()).isEqualTo((int) rules().lines().count() + 1);
        });
        jenkins.waitUntilNoActivity();
        jenkins.assertBuildStatus(
                Result.FAILURE, project.getItemByBranchName("change").getLastBuild());
        assertThat(TrustedRules.get().read(Optional.empty()).rules().hosts()).containsKey("toxis");
    }

    @Test
    void other_repositories_and_the_version_in_force_have_no_such_check() throws Exception {
        WorkflowMultiBranchProject project = library(rules(), "echo 'unchanged'");
        index(project);
        WorkflowRun other = organisation.run("live");

        assertThat(shown().check().title()).isEqualTo("Nothing changes");
        jenkins.waitUntilNoActivity();
        assertThat(Boards.SHOWN).hasSize(1);
        assertThat(other.getAction(RulesCheckAction.class)).isNull();
        assertThat(project.getItemByBranchName("main").getLastBuild().getAction(RulesCheckAction.class))
                .isNull();
    }
}
