package io.jenkins.plugins.deployer.jenkins.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.BranchProjectFactory;
import jenkins.branch.BranchSource;
import jenkins.branch.MultiBranchProjectFactory;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A multibranch project whose repository has no Jenkinsfile. */
@WithJenkins
class RulesBranchesTest {
    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private NamedForge forge;
    private WorkflowMultiBranchProject project;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        forge = new NamedForge(directory);
        forge.repository("acme/web").git("branch", "feature");
        forge.names("acme/web");
        project = rule.createProject(WorkflowMultiBranchProject.class, "web");
        GitSCMSource source = new GitSCMSource(forge.url("acme/web"));
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        BranchSource branches = new BranchSource(source);
        branches.setStrategy(NamedForge.noRuns());
        project.getSourcesList().add(branches);
        project.setProjectFactory(new RulesBranches());
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private String index(Result result) throws Exception {
        return NamedForge.look(jenkins, project, result);
    }

    private List<String> branches() {
        return project.getItems().stream()
                .filter(WorkflowJob::isBuildable)
                .map(WorkflowJob::getName)
                .sorted()
                .toList();
    }

    @Test
    void every_branch_of_a_repository_that_the_rules_name_is_built_by_them() throws Exception {
        assertThat(index(Result.SUCCESS)).contains("built by the Deployer's rules for acme/web");

        assertThat(branches()).containsExactly("feature", "main");
        NamedForge.assertPlanned(jenkins, project, "acme/web");
    }

    @Test
    void a_repository_that_they_do_not_name_has_no_branches() throws Exception {
        forge.names("acme/other");

        assertThat(index(Result.SUCCESS))
                .contains("not built by the Deployer's rules: there are no rules for acme/web");
        assertThat(branches()).isEmpty();
    }

    @Test
    void while_the_rules_cannot_be_read_looking_for_branches_fails_and_nothing_is_lost() throws Exception {
        index(Result.SUCCESS);
        forge.rules("version: 1\nhots: {}\n");

        assertThat(index(Result.FAILURE))
                .contains("The rules in")
                .contains("cannot be used")
                .doesNotContain("\tat ");
        assertThat(branches()).containsExactly("feature", "main");
    }

    @Test
    void when_the_rules_name_it_no_longer_or_again_jenkins_looks_by_itself() throws Exception {
        index(Result.SUCCESS);

        forge.names("acme/other");
        NamedForge.eventually("there are no branches", () -> branches().isEmpty());
        forge.names("acme/web");
        NamedForge.eventually("there are branches", () -> branches().equals(List.of("feature", "main")));

        NamedForge.awaitLooks(jenkins);
        assertThat(project.getComputation().getCauses()).hasOnlyElementsOfType(RulesChangeCause.class);
        var last = project.getComputation();
        forge.rules(forge.text("acme/web") + "\n# nothing else\n");
        NamedForge.readAgain(jenkins);
        assertThat(project.getComputation()).isSameAs(last);
    }

    @Test
    void the_form_keeps_the_mode_and_its_rules_file() throws Exception {
        ((RulesBranches) project.getProjectFactory()).setRules("deployer/mirage.yaml");
        project.save();

        HtmlPage page = jenkins.createWebClient().getPage(project, "configure");
        assertThat(page.asNormalizedText()).contains("by Deployer rules", "Rules file");
        HtmlForm form = page.getFormByName("config");
        jenkins.submit(form);

        var kept = jenkins.jenkins.getItemByFullName("web", WorkflowMultiBranchProject.class);
        assertThat(((RulesBranches) kept.getProjectFactory()).getRules()).isEqualTo("deployer/mirage.yaml");
    }

    @Test
    void a_path_that_could_be_read_as_groovy_is_never_run() throws Exception {
        index(Result.SUCCESS);
        WorkflowJob main = project.getItem("main");
        main.setDefinition(new RulesDefinition(RulesFile.of("x') ; evil('")));

        var run = jenkins.assertBuildStatus(Result.FAILURE, main.scheduleBuild2(0));

        jenkins.assertLogContains("The rules file has to be a path below the resources", run);
        jenkins.assertLogNotContains("evil", run);
    }

    @Test
    void it_is_known_by_its_symbol_and_offered_on_no_other_job() throws Exception {
        assertThat(SymbolLookup.get().findDescriptor(BranchProjectFactory.class, "deployerRules"))
                .isInstanceOf(RulesBranches.DescriptorImpl.class);
        assertThat(SymbolLookup.get().findDescriptor(MultiBranchProjectFactory.class, "deployerRules"))
                .isInstanceOf(RulesRecogniser.DescriptorImpl.class);
        WorkflowJob plain = jenkins.createProject(WorkflowJob.class, "plain");
        assertThat(jenkins.createWebClient().getPage(plain, "configure").asXml())
                .doesNotContain("Pipeline from the Deployer's rules");
    }
}
