package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.source.GitRepository;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.RefSpecsSCMSourceTrait;
import org.jenkinsci.plugins.pipeline.modeldefinition.actions.RestartDeclarativePipelineAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RunSourceTest {
    private static final ImageName IMAGE = ImageName.parse("registry.example.org/x@sha256:" + "a".repeat(64));

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Organisation organisation;
    private GitRepository x;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        organisation = Organisation.in(rule, directory);
        x = organisation.x;
    }

    @AfterEach
    void stop() {
        organisation.close();
    }

    private static Gate.Permit<Allowed> deploy(WorkflowRun run) throws Exception {
        return Gate.mayDeploy(run, Organisation.HOST, Organisation.SERVICE, IMAGE);
    }

    private static void assertRefused(WorkflowRun run, String... why) {
        var refusal = assertThatThrownBy(() -> deploy(run)).isInstanceOf(Refused.class);
        for (String text : why) {
            refusal.hasMessageContaining(text);
        }
    }

    private void branch(String name) throws Exception {
        x.git("update-ref", "refs/heads/" + name, x.git("rev-parse", "main"));
    }

    @Test
    void the_live_branch_may_deploy() throws Exception {
        WorkflowRun run = organisation.run("live");
        RunSource source = Gate.of(run, Optional.empty()).source();

        assertThat(source.repository()).hasToString("ocurrent/x");
        assertThat(source.head()).isEqualTo(new Head.Branch("live"));
        assertThat(source.commit()).isEqualTo(x.git("rev-parse", "live"));
        assertThat(source.isReplayed()).isFalse();
        assertThat(deploy(run).rule().service()).hasToString("x_web@toxis");
        assertThat(Gate.of(run, Optional.empty()).mayRecord()).isTrue();
    }

    @Test
    void a_feature_branch_may_not_and_is_told_which_rule_it_would_need() throws Exception {
        branch("feature");

        WorkflowRun run = organisation.run("feature");

        assertRefused(
                run,
                "The job \"org/x/feature\" may not deploy the service \"x_web\" on the host \"toxis\"",
                "deploy: [{branch: \"feature\", services: [{service: \"x_web\", host: \"toxis\"}]}]");
        assertThat(Gate.of(run, Optional.empty()).mayStage()).isTrue();
    }

    @Test
    void branches_with_names_like_commands_are_branches_and_nothing_else() throws Exception {
        for (String name : List.of(
                "$(touch${IFS}x)",
                "--help",
                "a;b",
                "a&b",
                "a|b",
                "live;true",
                "'live'",
                "\"live\"",
                "live`id`",
                "-live",
                "live%2Fx",
                "liv\u0435")) {
            branch(name);
        }
        WorkflowMultiBranchProject project =
                organisation.project("org", "x", Organisation.source(organisation.url("ocurrent/x")));

        for (WorkflowJob job : project.getItems()) {
            WorkflowRun run = job.getLastBuild();
            RunSource source = Gate.of(run, Optional.empty()).source();
            assertThat(x.git("rev-parse", "refs/heads/" + source.head().name())).isEqualTo(source.commit());
            assertThat(source.currentCommit(TaskListener.NULL)).contains(source.commit());
            if (!source.head().name().equals("live")) {
                assertRefused(run, "has no rule for that");
            }
        }
        assertThat(project.getItems()).hasSize(14);
    }

    @Test
    void a_tag_may_deploy_what_a_rule_of_its_name_says() throws Exception {
        x.git("tag", "-a", "-m", "release", "v1");
        x.git("tag", "other");
        WorkflowMultiBranchProject project = organisation.project(
                "org", "x", Organisation.source(organisation.url("ocurrent/x"), Organisation.tags()));

        WorkflowRun release = organisation.run(project, "v1");
        RunSource source = Gate.of(release, Optional.empty()).source();

        assertThat(source.head()).isEqualTo(new Head.Tag("v1"));
        assertThat(source.commit()).isEqualTo(x.git("rev-parse", "v1^{commit}"));
        assertThat(source.currentCommit(TaskListener.NULL)).contains(source.commit());
        assertThat(Gate.mayDeploy(release, "toxis", "x_release", IMAGE).rule().service())
                .hasToString("x_release@toxis");
        assertRefused(release, "{tag: \"v1\", services:");
        assertThatThrownBy(() -> Gate.mayDeploy(organisation.run(project, "other"), "toxis", "x_release", IMAGE))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_tag_that_is_called_like_the_live_branch_is_not_it() throws Exception {
        branch("unrelated");
        x.git("tag", "live", "main");
        WorkflowMultiBranchProject project = organisation.project(
                "org", "x", Organisation.source(organisation.url("ocurrent/x"), Organisation.tags()));

        for (WorkflowJob job : project.getItems()) {
            WorkflowRun run = job.getLastBuild() == null ? jenkins.buildAndAssertSuccess(job) : job.getLastBuild();
            RunSource source = Gate.of(run, Optional.empty()).source();
            if (source.head().equals(new Head.Branch("live"))) {
                assertThat(source.currentCommit(TaskListener.NULL)).contains(x.git("rev-parse", "refs/heads/live"));
                deploy(run);
            } else {
                assertRefused(run);
            }
        }
    }

    @Test
    void a_pull_ref_that_a_trait_finds_is_a_change_request_whatever_it_is_called() throws Exception {
        x.git("update-ref", "refs/pull/1/head", x.git("rev-parse", "main"));
        WorkflowRun run = organisation.run("pull/1/head");

        Gate gate = Gate.of(run, Optional.empty());

        assertThat(gate.source().isTrustedHead()).isFalse();
        assertThat(gate.source().head()).isInstanceOf(Head.ChangeRequest.class);
        assertThat(gate.mayBuild().builds()).hasSize(1);
        assertThat(gate.mayStage()).isFalse();
        assertThat(gate.mayRecord()).isFalse();
        assertRefused(
                run, "\"pull/1/head\", which is not known to be a branch or tag of the repository, is built only");
        assertThat(gate.source().currentCommit(TaskListener.NULL)).isEmpty();
    }

    @Test
    void a_pull_ref_that_is_mapped_to_the_name_of_the_live_branch_is_not_its_commit() throws Exception {
        x.git("checkout", "-q", "--detach");
        x.write("Jenkinsfile", "echo 'let me in'");
        String evil = x.commit("let me in");
        x.git("update-ref", "refs/pull/7/head", evil);
        GitSCMSource source = Organisation.source(
                organisation.url("ocurrent/x"),
                new RefSpecsSCMSourceTrait("+refs/pull/7/head:refs/remotes/@{remote}/live"));

        WorkflowRun run = organisation.run(organisation.project("org", "x", source), "live");

        Gate gate = Gate.of(run, Optional.empty());
        RunSource found = gate.source();
        assertThat(found.commit()).isEqualTo(evil);
        assertThat(found.isTrustedHead()).isFalse();
        assertThat(gate.mayStage()).isFalse();
        assertRefused(run, "\"live\", which is not known to be a branch or tag of the repository, is built only");
        assertThat(found.currentCommit(TaskListener.NULL)).isNotEqualTo(Optional.of(evil));
    }

    @Test
    void a_plain_job_cannot_follow_the_rules() throws Exception {
        WorkflowJob job = organisation.folder("org").createProject(WorkflowJob.class, "live");
        job.setDefinition(new CpsFlowDefinition("echo 'built'", true));
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        assertThatThrownBy(() -> Gate.of(run, Optional.empty()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("The job \"org/live\" is no branch of a multibranch project");
    }

    @Test
    void another_servers_repository_of_the_same_name_is_another() throws Exception {
        try (HttpGit evil = HttpGit.serve(directory, HttpGit.Kind.MODERN)) {
            WorkflowMultiBranchProject project = organisation.project(
                    "org", "x", Organisation.source(evil.url("ocurrent/x").text()));

            assertThatThrownBy(() -> Gate.of(organisation.run(project, "live"), Optional.empty()))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("is not plainly one of the forge " + Organisation.server(organisation.forge));
        }
    }

    @Test
    void another_repository_of_the_forge_is_another() throws Exception {
        GitRepository other = GitRepository.in(directory.resolve("evil/x"));
        other.write("Jenkinsfile", "echo 'built'").commit("first");
        other.git("branch", "live");

        WorkflowRun run = organisation.run(
                organisation.project("org", "x", Organisation.source(organisation.url("evil/x"))), "live");

        assertRefused(run, "branch \"live\" of evil/x has no rule for that");
        assertThatThrownBy(() -> Gate.of(run, Optional.empty()).mayBuild()).isInstanceOf(Refused.class);
        assertThat(Gate.of(run, Optional.empty()).mayStage()).isFalse();
    }

    @Test
    void a_folder_that_is_not_listed_may_not_deploy() throws Exception {
        jenkins.createProject(Folder.class, "organisation");
        GitSCMSource source = Organisation.source(organisation.url("ocurrent/x"));
        for (WorkflowMultiBranchProject project :
                List.of(organisation.project("organisation", "org", source), organisation.project("", "x", source))) {
            WorkflowRun run = organisation.run(project, "live");
            assertRefused(run, "it is in no folder whose jobs may deploy", "Folders that may deploy");
            assertThat(Gate.of(run, Optional.empty()).mayStage()).isFalse();
            assertThat(Gate.of(run, Optional.empty()).mayBuild().builds()).hasSize(1);
        }
        DeployerConfiguration.get().setFolders(List.of());
        assertRefused(organisation.run("live"), "it is in no folder whose jobs may deploy");
    }

    @Test
    void an_older_commit_is_told_from_the_newest_one() throws Exception {
        WorkflowRun run = organisation.run("live");
        String before = Gate.of(run, Optional.empty()).source().commit();
        assertThat(Organisation.current(run)).contains(before);

        x.git("update-ref", "refs/heads/live", x.commit("newer"));

        assertThat(Organisation.current(run))
                .contains(x.git("rev-parse", "live"))
                .isNotEqualTo(Optional.of(before));
        x.git("update-ref", "-d", "refs/heads/live");
        assertThat(Organisation.current(run)).isEmpty();
    }

    @Test
    void an_answer_is_not_made_up_when_the_forge_is_down() throws Exception {
        WorkflowRun run = organisation.run("live");
        RunSource source = Gate.of(run, Optional.empty()).source();
        organisation.forge.close();

        assertThatThrownBy(() -> source.currentCommit(TaskListener.NULL))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("refs/heads/live");
    }

    private void users() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CONFIGURE, ReplayAction.REPLAY)
                .everywhere()
                .to("developer", "deployer")
                .grant(DeployerPermissions.DEPLOY)
                .onItems(organisation.item("org/x/live"))
                .to("deployer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    private WorkflowRun replayed(WorkflowRun run, String user, boolean rebuild) throws Exception {
        try (var as =
                hudson.security.ACL.as2(hudson.model.User.getById(user, true).impersonate2())) {
            assertThat(as).isNotNull();
            ReplayAction action = run.getAction(ReplayAction.class);
            String script = rebuild ? action.getOriginalScript() : "echo 'somebody elses script'";
            return (WorkflowRun) action.run(script, Map.of(), rebuild).get();
        }
    }

    @Test
    void a_replayed_run_deploys_only_for_who_may_deploy() throws Exception {
        WorkflowRun run = organisation.run("live");
        users();

        WorkflowRun developer = replayed(run, "developer", false);
        assertRefused(developer, "Deployer/Deploy on the job");
        assertThat(Gate.of(developer, Optional.empty()).mayStage()).isFalse();
        assertThat(Gate.of(developer, Optional.empty()).source().isReplayed()).isTrue();

        WorkflowRun deployer = replayed(run, "deployer", false);
        deploy(deployer);
        assertThat(Gate.of(deployer, Optional.empty()).mayStage()).isTrue();
        assertThat(Gate.of(deployer, Optional.empty()).mayRecord()).isFalse();
        deploy(replayed(run, "admin", false));
        deploy(run);
    }

    @Test
    void a_rebuild_is_as_good_as_the_run_that_it_repeats() throws Exception {
        WorkflowRun run = organisation.run("live");
        users();

        WorkflowRun rebuilt = replayed(run, "developer", true);
        deploy(rebuilt);
        assertThat(Gate.of(rebuilt, Optional.empty()).source().isReplayed()).isFalse();
        deploy(replayed(rebuilt, "developer", true));

        // Somebody else's script does not become that of the commit by being run again.
        WorkflowRun replay = replayed(run, "deployer", false);
        assertRefused(replayed(replay, "developer", true), "Deployer/Deploy on the job");
        assertRefused(replayed(replayed(replay, "deployer", true), "developer", true), "Deployer/Deploy on the job");
        deploy(replayed(replay, "deployer", true));
        WorkflowRun again = replayed(replay, "developer", true);
        replay.delete();
        assertRefused(again, "Deployer/Deploy on the job");
    }

    @Test
    void a_run_that_is_restarted_from_a_stage_deploys_only_for_who_may_deploy() throws Exception {
        x.write("Jenkinsfile", "pipeline { agent none; stages { stage('Test') { steps { echo 'tested' } } } }");
        x.git("update-ref", "refs/heads/live", x.commit("declarative"));
        WorkflowRun run = organisation.run("live");
        deploy(run);
        users();

        assertRefused(restarted(run, "developer"), "Deployer/Deploy on the job");
        WorkflowRun deployer = restarted(run, "deployer");
        deploy(deployer);
        assertThat(Gate.of(deployer, Optional.empty()).mayRecord()).isFalse();
    }

    private WorkflowRun restarted(WorkflowRun run, String user) throws Exception {
        try (var as =
                hudson.security.ACL.as2(hudson.model.User.getById(user, true).impersonate2())) {
            assertThat(as).isNotNull();
            run.getAction(RestartDeclarativePipelineAction.class).run("Test");
        }
        jenkins.waitUntilNoActivity();
        return run.getParent().getLastBuild();
    }

    @Test
    void a_rebuild_of_an_old_commit_is_of_that_commit() throws Exception {
        WorkflowRun run = organisation.run("live");
        String before = Gate.of(run, Optional.empty()).source().commit();
        x.git("update-ref", "refs/heads/live", x.commit("newer"));
        users();

        WorkflowRun rebuilt = replayed(run, "developer", true);

        assertThat(Gate.of(rebuilt, Optional.empty()).source().commit()).isEqualTo(before);
        assertThat(Organisation.current(rebuilt)).contains(x.git("rev-parse", "live"));
    }

    @Test
    void an_endpoint_of_ones_own_is_for_the_administrator_to_allow() throws Exception {
        WorkflowRun run = organisation.run("live");
        assertThatThrownBy(() -> Gate.mayUseOwn(run, "ssh://me@mine.example.org", "mine"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Pipelines may deploy with their own credentials");

        DeployerConfiguration.get().setPipelinesDeployWithOwnCredentials(true);

        Gate.mayUseOwn(run, "ssh://me@mine.example.org", "mine");
        for (String host : List.of("ssh://me@toxis.example.org", "toxis", "unix:///var/run/docker.sock", "default")) {
            assertThatThrownBy(() -> Gate.mayUseOwn(run, host, "mine")).isInstanceOf(Refused.class);
        }
        assertThatThrownBy(() -> Gate.mayUseOwn(run, "ssh://me@mine.example.org", ""))
                .isInstanceOf(Refused.class);
    }

    @Test
    void neither_change_requests_nor_replays_use_an_endpoint_of_their_own() throws Exception {
        DeployerConfiguration.get().setPipelinesDeployWithOwnCredentials(true);
        x.git("update-ref", "refs/pull/1/head", x.git("rev-parse", "main"));
        WorkflowRun live = organisation.run("live");
        WorkflowMultiBranchProject project = (WorkflowMultiBranchProject) organisation.item("org/x");
        WorkflowRun pull = organisation.run(project, "pull/1/head");
        users();
        WorkflowRun replay = replayed(live, "developer", false);

        for (WorkflowRun run : List.of(pull, replay)) {
            assertThatThrownBy(() -> Gate.mayUseOwn(run, "ssh://me@mine.example.org", "mine"))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("may not deploy to an endpoint of its own");
        }
        Gate.mayUseOwn(replayed(live, "deployer", false), "ssh://me@mine.example.org", "mine");
    }
}
