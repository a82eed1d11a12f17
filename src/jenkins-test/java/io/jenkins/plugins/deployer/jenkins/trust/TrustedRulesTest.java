package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalUntrustedLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMBasedRetriever;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TrustedRulesTest {
    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Organisation organisation;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        organisation = Organisation.in(rule, directory);
    }

    @AfterEach
    void stop() {
        organisation.close();
    }

    private static RulesAt read() throws Exception {
        return TrustedRules.get().read(Optional.empty());
    }

    private LibraryConfiguration library(String version) {
        return Organisation.library("ops", version, organisation.url("ops/library"));
    }

    /** The library is saved again, because its rules may have been read just before. */
    private void committed(String message) throws Exception {
        organisation.library.commit(message);
        organisation.configure(library("main"));
    }

    @Test
    void the_rules_are_those_of_the_library_at_its_default_version() throws Exception {
        RulesAt read = read();

        assertThat(read.rules().hosts()).containsKey("toxis");
        assertThat(read.revision()).isEqualTo(organisation.library.git("rev-parse", "main"));
        assertThat(read.place()).isEqualTo("resources/deployer/rules.yaml of the library \"ops\"");
    }

    @Test
    void a_pipeline_that_loads_another_version_of_the_library_changes_nothing() throws Exception {
        organisation.library.git("checkout", "-q", "-b", "evil");
        organisation.library.write(
                Organisation.FILE,
                Organisation.rules(organisation.forge)
                        .replace("branch: live", "branch: evil")
                        .replace("toxis", "evil"));
        organisation.library.commit("let me");
        organisation.x.git("checkout", "-q", "-b", "evil");
        organisation.x.write(
                "Jenkinsfile", "@Library('ops@evil') _\nhello()\necho libraryResource('deployer/rules.yaml')");
        organisation.x.commit("let me in");

        var run = organisation.run("evil");

        // It got what it asked for: that is why nobody asks a library that a Pipeline has loaded.
        jenkins.assertLogContains("branch: evil", run);
        Gate gate = Gate.of(run, Optional.empty());
        assertThat(gate.rules().rules().hosts()).containsOnlyKeys("toxis");
        assertThatThrownBy(() -> Gate.mayDeploy(run, "evil", Organisation.SERVICE))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Gate.mayDeploy(run, "toxis", Organisation.SERVICE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_new_default_version_counts_at_once() throws Exception {
        read();
        organisation.library.git("checkout", "-q", "-b", "next");
        organisation.library.write(Organisation.FILE, "version: 1\nhosts: { next: { docker: default } }\n");
        organisation.library.commit("next");

        organisation.configure(library("next"));

        assertThat(read().rules().hosts()).containsOnlyKeys("next");
    }

    @Test
    void a_default_version_may_be_a_tag_or_a_commit() throws Exception {
        String commit = organisation.library.git("rev-parse", "main");
        organisation.library.git("tag", "-a", "-m", "first", "v1");
        organisation.library.write(Organisation.FILE, "version: 1\n");
        organisation.library.commit("nothing any longer");

        organisation.configure(library("v1"));
        assertThat(read().rules().hosts()).containsKey("toxis");
        organisation.configure(library(commit));
        assertThat(read().rules().hosts()).containsKey("toxis");
        assertThat(read().revision()).isEqualTo(commit);
    }

    @Test
    void another_file_of_the_same_library_can_be_chosen() throws Exception {
        organisation.library.write(
                "resources/deployer/mirage.yaml", "version: 1\nhosts: { robur: { docker: default } }\n");
        committed("another flavour");

        assertThat(TrustedRules.get()
                        .read(Optional.of("deployer/mirage.yaml"))
                        .rules()
                        .hosts())
                .containsOnlyKeys("robur");
        for (String path : List.of("../vars/hello.groovy", "/etc/passwd", "deployer/none.yaml", "deployer", "")) {
            assertThatThrownBy(() -> TrustedRules.get().read(Optional.of(path)))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("Manage Jenkins » System » Deployer » Rules");
        }
    }

    @Test
    void the_library_may_be_in_a_directory_of_its_repository() throws Exception {
        organisation.library.write(
                "jenkins/lib/" + Organisation.FILE, "version: 1\nhosts: { deep: { docker: default } }\n");
        organisation.library.commit("deeper");
        LibraryConfiguration library = library("main");
        ((SCMBasedRetriever) library.getRetriever()).setLibraryPath("jenkins/lib");
        organisation.configure(library);

        assertThat(read().rules().hosts()).containsOnlyKeys("deep");
    }

    @Test
    void a_link_in_the_library_leads_nowhere() throws Exception {
        Files.delete(organisation.library.path(Organisation.FILE));
        Files.createSymbolicLink(organisation.library.path(Organisation.FILE), Path.of("/etc/hostname"));
        committed("look there");

        assertThatThrownBy(TrustedRulesTest::read).isInstanceOf(Refused.class).hasMessageContaining("There is no file");
    }

    @Test
    void every_problem_of_the_rules_is_told_with_the_place() throws Exception {
        organisation.library.write(Organisation.FILE, "version: 1\nhots: {}\nforge: gopher://x\n");
        committed("wrong twice");

        assertThatThrownBy(TrustedRulesTest::read)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("resources/deployer/rules.yaml of the library \"ops\"")
                .hasMessageContaining(":2:1")
                .hasMessageContaining(":3:8")
                .hasMessageContaining("Manage Jenkins » System » Deployer » Rules");
    }

    @Test
    void without_rules_everything_is_refused_with_the_place_to_configure_them() throws Exception {
        DeployerConfiguration.get().setRules(null);
        var run = organisation.run("live");

        assertThatThrownBy(() -> Gate.of(run, Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessage("There are no rules yet; say where they are in Manage Jenkins » System » Deployer » Rules");
    }

    @Test
    void a_library_that_cannot_be_asked_gives_no_rules_rather_than_old_ones() throws Exception {
        read();
        organisation.forge.close();
        // Saved again, so that there is no waiting for the next look.
        organisation.configure(library("main"));

        assertThatThrownBy(TrustedRulesTest::read)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Refused.class)
                .hasMessageContaining("cannot be looked up, and without it there are no rules");
    }

    @Test
    void a_library_that_is_not_as_configured_is_named() throws Exception {
        organisation.configure();
        assertThatThrownBy(TrustedRulesTest::read)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("from the library \"ops\", but there is none of that name");

        organisation.configure(library("main"), library("main"));
        assertThatThrownBy(TrustedRulesTest::read).isInstanceOf(Refused.class).hasMessageContaining("there are 2");

        organisation.configure(library(null));
        assertThatThrownBy(TrustedRulesTest::read)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has no default version");

        organisation.configure(library("gone"));
        assertThatThrownBy(TrustedRulesTest::read)
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has no version \"gone\"");
    }

    @Test
    void a_library_of_a_folder_or_an_untrusted_one_does_not_count() throws Exception {
        var folder = organisation.folder("org");
        folder.getProperties().add(new FolderLibraries(List.of(library("main"))));
        GlobalUntrustedLibraries.get().setLibraries(List.of(library("main")));
        GlobalLibraries.get().setLibraries(List.of());

        assertThatThrownBy(TrustedRulesTest::read).isInstanceOf(Refused.class).hasMessageContaining("there is none");
    }

    @Test
    void the_rules_are_read_as_the_controller_whoever_asks() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());

        try (ACLContext nobody = ACL.as2(Jenkins.ANONYMOUS2)) {
            assertThat(nobody).isNotNull();
            assertThat(read().rules().hosts()).containsKey("toxis");
            assertThat(Jenkins.getAuthentication2().getName()).isEqualTo("anonymous");
        }
    }

    @Test
    void rules_may_be_written_into_the_configuration() throws Exception {
        DeployerConfiguration.get().setRules(new InlineRules("version: 1\nhosts: { here: { docker: default } }\n"));

        assertThat(read().rules().hosts()).containsOnlyKeys("here");
        assertThat(read().revision()).startsWith("sha256:");
        assertThatThrownBy(() -> TrustedRules.get().read(Optional.of("deployer/mirage.yaml")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void what_the_rules_leave_open_is_filled_in_from_the_configuration() throws Exception {
        DeployerConfiguration.get().setStaging("registry.example.org/staging");

        assertThat(read().rules().defaults().staging()).hasToString("Optional[registry.example.org/staging]");
    }
}
