package io.jenkins.plugins.deployer.jenkins.recogniser;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jenkins.branch.MultiBranchProject;
import jenkins.branch.OrganizationFolder;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.scm.api.SCMNavigator;
import jenkins.scm.api.SCMNavigatorDescriptor;
import jenkins.scm.api.SCMSourceObserver;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProjectFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An organisation folder whose repositories are those that the rules name. */
@WithJenkins
class RulesRecogniserTest {
    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private NamedForge forge;
    private OrganizationFolder folder;

    /** Finds repositories of a forge; like that of GitHub, it takes what fails for a repository that is not there. */
    public static final class Organisation extends SCMNavigator {
        private final List<String> addresses;

        Organisation(List<String> addresses) {
            this.addresses = addresses;
        }

        @Override
        protected String id() {
            return String.join(" ", addresses);
        }

        @Override
        public void visitSources(SCMSourceObserver observer) throws IOException, InterruptedException {
            for (String address : addresses) {
                try {
                    GitSCMSource source = new GitSCMSource(address);
                    source.setId(address);
                    source.setTraits(List.of(new BranchDiscoveryTrait()));
                    var project = observer.observe(address.substring(address.lastIndexOf('/') + 1));
                    project.addSource(source);
                    project.complete();
                } catch (IOException e) {
                    observer.getListener().getLogger().println("passed over: " + e);
                }
            }
        }

        @TestExtension
        public static final class DescriptorImpl extends SCMNavigatorDescriptor {
            @Override
            public SCMNavigator newInstance(String name) {
                return null;
            }
        }
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        forge = new NamedForge(directory);
        forge.repository("acme/web");
        forge.repository("acme/site");
        forge.repository("acme/notes").write("Jenkinsfile", "echo 'noted'").commit("a Pipeline");
        forge.names("acme/web");
        folder = rule.createProject(OrganizationFolder.class, "acme");
        folder.getNavigators()
                .add(new Organisation(List.of(forge.url("acme/web"), forge.url("acme/site"), forge.url("acme/notes"))));
        folder.getProjectFactories().replaceBy(List.of(new RulesRecogniser(), new WorkflowMultiBranchProjectFactory()));
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private String scan() throws Exception {
        return NamedForge.look(jenkins, folder, Result.SUCCESS);
    }

    private List<String> projects() {
        return folder.getItems().stream()
                .filter(project -> !project.isDisabled())
                .map(MultiBranchProject::getName)
                .sorted()
                .toList();
    }

    @Test
    void no_other_organisation_folder_has_it_by_itself() throws Exception {
        NamedForge.readAgain(jenkins);
        var other = jenkins.createProject(OrganizationFolder.class, "other");

        assertThat(other.getProjectFactories()).isNotEmpty().noneMatch(RulesRecogniser.class::isInstance);
    }

    @Test
    void repositories_that_the_rules_name_are_built_by_them_and_others_by_their_jenkinsfile() throws Exception {
        assertThat(scan()).contains("built by the Deployer's rules for acme/web", "there are no rules for acme/site");

        assertThat(projects()).containsExactly("notes", "web");
        assertThat(folder.getItem("web").getProjectFactory()).isInstanceOf(RulesBranches.class);
        assertThat(folder.getItem("notes").getProjectFactory()).isNotInstanceOf(RulesBranches.class);
        NamedForge.assertPlanned(jenkins, (WorkflowMultiBranchProject) folder.getItem("web"), "acme/web");
    }

    @Test
    void while_the_rules_cannot_be_read_no_project_is_lost() throws Exception {
        scan();
        forge.rules("version: 1\nhots: {}\n");

        assertThat(scan())
                .contains("The Deployer's rules cannot be read, so web stays built by them: The rules in ")
                .contains("so notes stays not built by them");
        assertThat(projects()).containsExactly("notes", "web");
        assertThat(folder.getItem("web").getProjectFactory()).isInstanceOf(RulesBranches.class);
    }

    @Test
    void the_folder_is_looked_at_when_the_rules_name_others_and_not_when_they_say_something_else() throws Exception {
        scan();

        forge.names("acme/site");
        NamedForge.eventually("the projects follow the rules", () -> projects().equals(List.of("notes", "site")));
        NamedForge.awaitLooks(jenkins);
        var last = folder.getComputation();
        assertThat(last.getCauses()).hasOnlyElementsOfType(RulesChangeCause.class);

        forge.rules(forge.text("acme/site") + "defaults: { timeout: 7m }\n");
        NamedForge.readAgain(jenkins);
        assertThat(folder.getComputation()).isSameAs(last);
    }

    @Test
    void the_form_keeps_it_and_its_rules_file() throws Exception {
        RulesRecogniser mirage = new RulesRecogniser();
        mirage.setRules("deployer/mirage.yaml");
        folder.getNavigators().clear();
        folder.getProjectFactories().replaceBy(List.of(mirage));

        HtmlPage page = jenkins.createWebClient().getPage(folder, "configure");
        assertThat(page.asNormalizedText()).contains("Deployer rules", "Rules file");
        jenkins.submit(page.getFormByName("config"));

        assertThat(folder.getProjectFactories().get(RulesRecogniser.class).getRules())
                .isEqualTo("deployer/mirage.yaml");
    }
}
