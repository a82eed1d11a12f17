package io.jenkins.plugins.deployer.jenkins.deploy;

import static io.jenkins.plugins.deployer.jenkins.deploy.Live.step;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.configuration.RulesWatch;
import io.jenkins.plugins.deployer.jenkins.trust.DeployerPermissions;
import io.jenkins.plugins.deployer.real.Eventually;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployment.Cause;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Two versions were live, and somebody goes back to the first. */
@WithJenkins
class DeployAgainTest {
    private static final String PAGE = "deployer/host/toxis/service/web/";

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private Live live;
    private WorkflowMultiBranchProject project;
    private String firstCommit;
    private Deployment first;

    @BeforeEach
    void two_versions_were_live(JenkinsRule rule) throws Exception {
        jenkins = rule;
        live = new Live(directory);
        project = live.set(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("alice", "bob")
                .grant(DeployerPermissions.DEPLOY)
                .everywhere()
                .to("alice"));
        firstCommit = live.push(step(SwarmServer.NEW));
        Live.index(project);
        Live.awaitEnd(Live.run(jenkins, 1), Result.SUCCESS);
        first = Live.history().get(0);
        live.push(step(SwarmServer.OTHER));
        Live.index(project);
        Live.awaitEnd(Live.run(jenkins, 2), Result.SUCCESS);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void the_first_is_live_again_until_the_next_push() throws Exception {
        assertThat(again("alice", first.id()).getStatusCode()).isEqualTo(200);

        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 3), Result.SUCCESS);
        jenkins.assertLogContains("Started by user alice", run);
        Deployment back = Live.history().get(0);
        assertThat(back.cause()).isEqualTo(Cause.ROLL_BACK);
        assertThat(back.outcome()).isEqualTo(Outcome.LIVE);
        assertThat(back.digest()).contains(SwarmServer.NEW);
        assertThat(back.origin().orElseThrow().commit()).isEqualTo(firstCommit);
        assertThat(Live.recorded(run)).containsExactly(back);
        assertThat(ControllerDeployments.get()
                        .store()
                        .known(Live.WEB)
                        .orElseThrow()
                        .isRolledBack())
                .isTrue();
        assertThat(page("bob")).contains("The next push to the branch goes forward again");
        assertThat(json("bob")).contains("\"rolledBack\":true");

        live.push(step(SwarmServer.OTHER) + " // forward");
        Live.index(project);
        Live.awaitEnd(Live.run(jenkins, 4), Result.SUCCESS);
        assertThat(Live.history().get(0).digest()).contains(SwarmServer.OTHER);
        assertThat(page("bob")).doesNotContain("The next push to the branch goes forward again");
        assertThat(json("bob")).contains("\"rolledBack\":false");
    }

    @Test
    void who_went_back_goes_forward_without_a_push_too() throws Exception {
        String second = Live.history().get(0).id();
        assertThat(again("alice", first.id()).getStatusCode()).isEqualTo(200);
        Live.awaitEnd(Live.run(jenkins, 3), Result.SUCCESS);
        assertThat(page("alice")).contains("Go forward");

        assertThat(again("alice", second).getStatusCode()).isEqualTo(200);

        Live.awaitEnd(Live.run(jenkins, 4), Result.SUCCESS);
        assertThat(Live.history().get(0).digest()).contains(SwarmServer.OTHER);
        assertThat(json("bob")).contains("\"rolledBack\":false");
        assertThat(page("alice")).doesNotContain("Go forward");
    }

    @Test
    void a_commit_in_quarantine_is_said_to_be_and_needs_force() throws Exception {
        store(new Deployment(
                "bad",
                Live.WEB,
                Cause.PUSH,
                first.origin(),
                first.image(),
                first.digest(),
                Optional.of(SwarmServer.OTHER),
                Optional.of(SwarmServer.OTHER),
                Outcome.ROLLED_BACK,
                true,
                "it ran out of memory",
                first.started(),
                first.finished(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
        assertThat(page("alice"))
                .contains("again?id=" + first.id() + "&amp;force=true")
                .contains("it ran out of memory. It is deployed all the same.");

        again("alice", first.id());
        jenkins.assertLogContains("in quarantine", Live.awaitEnd(Live.run(jenkins, 3), Result.FAILURE));
        again("alice", first.id() + "&force=true");

        Live.awaitEnd(Live.run(jenkins, 4), Result.SUCCESS);
        assertThat(Live.history().get(0).digest()).isEqualTo(first.digest());
    }

    private static void store(Deployment deployment) throws IOException {
        ControllerDeployments.get()
                .store()
                .add(new RecordedDeployment(
                        deployment, new Asker("org/web/live#2", Optional.empty(), Optional.empty())));
    }

    @Test
    void what_runs_can_be_deployed_again() throws Exception {
        assertThat(again("alice", Live.history().get(0).id()).getStatusCode()).isEqualTo(200);

        Live.awaitEnd(Live.run(jenkins, 3), Result.SUCCESS);
        assertThat(Live.history().get(0).cause()).isEqualTo(Cause.REDEPLOY);
        assertThat(Live.history().get(0).isGood()).isTrue();
        assertThat(live.swarm.<Long>with(swarm -> swarm.updatesTo(SwarmServer.OTHER)))
                .as("nothing is changed for it")
                .isEqualTo(1);
    }

    @Test
    void who_may_not_deploy_sees_no_button_and_is_refused() throws Exception {
        assertThat(page("alice")).contains("again?id=" + first.id());
        assertThat(page("bob")).doesNotContain("again?id=");
        assertThat(again("bob", first.id()).getStatusCode()).isEqualTo(403);
        assertThat(client("alice")
                        .getPage(new URL(jenkins.getURL(), PAGE + "again?id=" + first.id()))
                        .getWebResponse()
                        .getStatusCode())
                .as("by following a link")
                .isEqualTo(405);
        assertThat(again("alice", "unknown").getStatusCode()).isEqualTo(404);
        assertThat(project.getItemByBranchName("live").getNextBuildNumber()).isEqualTo(3);
    }

    @Test
    void the_rules_must_still_allow_it() throws Exception {
        var before = RulesWatch.get().last();
        DeployerConfiguration.get().setRules(new InlineRules(live.rules().replace("service: web,", "service: other,")));
        Eventually.holds(
                "the rules are read",
                Duration.ofSeconds(60),
                () -> RulesWatch.get().last() != before);

        again("alice", first.id());

        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 3), Result.FAILURE);
        jenkins.assertLogContains("may not deploy the service \"web\" on the host \"toxis\"", run);
        assertThat(Live.history().get(0).digest()).contains(SwarmServer.OTHER);
    }

    @Test
    void neither_its_replay_nor_its_rebuild_by_others_deploys_anything() throws Exception {
        DeployerConfiguration.get()
                .setRules(new InlineRules(live.rules().replace("prebuilt: true", "prebuilt: false")));
        again("alice", first.id());
        WorkflowRun run = Live.awaitEnd(Live.run(jenkins, 3), Result.SUCCESS);

        run.getAction(ReplayAction.class).run(step(SwarmServer.OTHER), Map.of());

        WorkflowRun replayed = Live.awaitEnd(Live.run(jenkins, 4), Result.FAILURE);
        jenkins.assertLogContains("refused", replayed);
        assertThat(post("bob", run.getUrl() + "replay/rebuild").getStatusCode()).isEqualTo(200);
        WorkflowRun rebuilt = Live.awaitEnd(Live.run(jenkins, 5), Result.FAILURE);
        jenkins.assertLogContains("has not the permission Deployer/Deploy", rebuilt);
        assertThat(Live.history())
                .extracting(Deployment::cause)
                .containsExactly(Cause.ROLL_BACK, Cause.PUSH, Cause.PUSH);
    }

    private WebResponse again(String user, String id) throws Exception {
        return post(user, PAGE + "again?id=" + id);
    }

    private WebResponse post(String user, String path) throws Exception {
        JenkinsRule.WebClient client = client(user);
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse();
    }

    private String page(String user) throws Exception {
        return client(user).goTo(PAGE).getWebResponse().getContentAsString();
    }

    private String json(String user) throws Exception {
        return client(user)
                .goTo(PAGE + "api/json", "application/json")
                .getWebResponse()
                .getContentAsString();
    }

    private JenkinsRule.WebClient client(String user) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }
}
