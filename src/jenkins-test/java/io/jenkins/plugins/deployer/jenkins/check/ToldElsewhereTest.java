package io.jenkins.plugins.deployer.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Answer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.jenkins.deploy.Asker;
import io.jenkins.plugins.deployer.jenkins.deploy.ControllerDeployments;
import io.jenkins.plugins.deployer.jenkins.deploy.RecordedDeployment;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.Deployments;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.service.Outcome;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.slack.SlackNotifier;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What GitHub and Slack hear of a run. */
@WithJenkins
class ToldElsewhereTest {
    private static final String COMMIT = Examples.COMMIT;
    private static final String STATUSES = "POST /api/v3/repos/ocurrent/x/statuses/" + COMMIT;
    private static final String DEPLOYMENTS = "POST /api/v3/repos/ocurrent/x/deployments";

    /** The branch source itself looks whether the server is one of GitHub, and at its limits. */
    private final ScriptedServer server =
            new ScriptedServer().otherwise(201, "{\"id\": 7}").on("GET /api/v3/(?:rate_limit)?", 404, "{}");

    @AfterEach
    void stop() {
        server.close();
    }

    /** Every job builds this. */
    @TestExtension
    public static final class Source extends SCMSource.SourceByItem {
        private static GitHubSCMSource source;

        @Override
        public SCMSource getSource(Item item) {
            return source;
        }
    }

    private void project(String credentialsId) {
        GitHubSCMSource source = new GitHubSCMSource("ocurrent", "x", null, false);
        source.setApiUri(server.address() + "/api/v3");
        source.setCredentialsId(credentialsId);
        source.setId("x");
        Source.source = source;
    }

    private static void add(Credentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }

    private static void token() throws Exception {
        add(new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "token", "", "ci", "ghp-0123456789"));
    }

    private void app() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        GitHubAppCredentials app =
                new GitHubAppCredentials(CredentialsScope.GLOBAL, "app", "", "1234", Secret.fromString(key));
        app.setApiUri(server.address() + "/api/v3");
        app.setOwner("ocurrent");
        add(app);
        String installation =
                "{\"id\": 5, \"permissions\": {\"checks\": \"write\"}, \"events\": [], \"account\": {\"login\": \"ocurrent\"}, \"access_tokens_url\": \""
                        + server.address() + "/api/v3/app/installations/5/access_tokens\"}";
        server.on("GET /api/v3/app", 200, "{\"id\": 1234, \"name\": \"deployer\"}")
                .on("GET /api/v3/app/installations", 200, "[" + installation + "]")
                .on(
                        "POST /api/v3/app/installations/5/access_tokens",
                        201,
                        "{\"token\": \"ghs_installation\", \"expires_at\": \"2099-01-01T00:00:00Z\"}");
    }

    private static Plan plan() {
        return Planner.plan(Examples.rules(), Examples.live(), Map.of());
    }

    private WorkflowRun begin(JenkinsRule jenkins, String name) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("semaphore '" + name + "'", true));
        WorkflowRun run = job.scheduleBuild2(
                        0,
                        new SCMRevisionAction(
                                Source.source,
                                new AbstractGitSCMSource.SCMRevisionImpl(new BranchSCMHead("live"), COMMIT)))
                .waitForStart();
        SemaphoreStep.waitForStart(name + "/1", run);
        return run;
    }

    /** What the steps of the deployer do, as far as others hear of it. */
    private void deploy(WorkflowRun run, int requestsBefore) throws Exception {
        DeployerRunAction action = DeployerRunAction.of(run);
        action.beginPlan(Optional.empty());
        server.await(requestsBefore + 1);
        action.add(Optional.empty(), "5d41402a", plan(), Optional.empty());
        BuildTask build = plan().builds().get(0);
        action.beginBuild(build.key(), Optional.empty());
        server.await(requestsBefore + 2);
        action.addBuilt(
                build.key(), ImageName.parse("registry.example.org/staging").withDigest(Deployments.digest('1')));
    }

    private static void ended(WorkflowRun run) throws Exception {
        Deployment live = Deployments.deployment("1", '1', Outcome.LIVE);
        Asker asker = new Asker(run.getExternalizableId(), Optional.empty(), Optional.empty());
        ControllerDeployments.get().store().add(new RecordedDeployment(live, asker));
        DeployerRunAction.of(run).add(live);
    }

    private static List<String> lines(List<Request> requests) {
        return requests.stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    private List<Request> to(String path) {
        return server.requests().stream()
                .filter(request -> request.path().startsWith("/api/v3/repos/ocurrent/x/" + path))
                .toList();
    }

    @Test
    void with_a_token_a_run_is_three_commit_statuses_and_a_deployment(JenkinsRule jenkins) throws Exception {
        token();
        project("token");
        WorkflowRun run = begin(jenkins, "token");

        deploy(run, 0);
        ended(run);
        server.await(4);
        SemaphoreStep.success("token/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        server.await(5);

        assertThat(lines(server.requests()))
                .containsExactlyInAnyOrder(STATUSES, STATUSES, STATUSES, DEPLOYMENTS, DEPLOYMENTS + "/7/statuses");
        assertThat(to("statuses"))
                .extracting(request -> request.body().path("state").asText())
                .containsExactly("pending", "pending", "success");
        assertThat(server.requests()).extracting(Request::authorization).containsOnly("Bearer ghp-0123456789");
        jenkins.assertLogContains("\"deployability\" is shown as a commit status", run);
    }

    @Test
    void an_app_makes_a_check_run(JenkinsRule jenkins) throws Exception {
        app();
        project("app");
        WorkflowRun run = begin(jenkins, "app");

        deploy(run, 0);
        SemaphoreStep.failure("app/1", new hudson.AbortException("no"));
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        server.await(3);

        assertThat(lines(server.requests()))
                .containsExactly(
                        "POST /api/v3/repos/ocurrent/x/check-runs",
                        "PATCH /api/v3/repos/ocurrent/x/check-runs/7",
                        "PATCH /api/v3/repos/ocurrent/x/check-runs/7");
        assertThat(server.requests()).extracting(Request::authorization).containsOnly("Bearer ghs_installation");
        assertThat(server.requests().get(0).body().path("head_sha").asText()).isEqualTo(COMMIT);
        assertThat(server.requests().get(0).body().path("external_id").asText()).isEqualTo("app#1");
        assertThat(server.requests().get(2).body().path("conclusion").asText()).isEqualTo("failure");
    }

    @Test
    void a_github_that_is_down_fails_and_delays_nothing(JenkinsRule jenkins) throws Exception {
        token();
        project("token");
        server.answer(Answer.never(), Answer.never(), Answer.never(), Answer.never(), Answer.never());
        WorkflowRun run = begin(jenkins, "down");

        DeployerRunAction action = DeployerRunAction.of(run);
        action.beginPlan(Optional.empty());
        action.add(Optional.empty(), "5d41402a", plan(), Optional.empty());
        ended(run);
        SemaphoreStep.success("down/1", null);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void a_project_of_nowhere_says_so_in_one_line(JenkinsRule jenkins) throws Exception {
        Source.source = new GitHubSCMSource("ocurrent", "x", null, false);
        WorkflowRun run = begin(jenkins, "nowhere");
        DeployerRunAction.of(run).beginPlan(Optional.empty());

        jenkins.waitForMessage("The check \"deployability\" is shown nowhere", run);
        SemaphoreStep.success("nowhere/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void slack_is_told_once_by_its_webhook_in_the_channel_of_the_rules(JenkinsRule jenkins) throws Exception {
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "slack", "", Secret.fromString("T0/B0/secret")));
        SlackNotifier.DescriptorImpl slack = jenkins.jenkins.getDescriptorByType(SlackNotifier.DescriptorImpl.class);
        slack.setBaseUrl(server.address() + "/services/");
        slack.setTokenCredentialId("slack");
        Source.source = new GitHubSCMSource("ocurrent", "x", null, false);
        WorkflowRun run = begin(jenkins, "slack");
        DeployerRunAction action = DeployerRunAction.of(run);
        action.beginDeployment("1", Optional.of("#deployments"));

        RunWatch.tell(watch -> watch.deploying(run, "1", Deployments.BUILDER));
        ended(run);

        assertThat(server.await(1)).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/services/T0/B0/secret");
            assertThat(request.body().path("channel").asText()).isEqualTo("#deployments");
            assertThat(request.body().path("text").asText())
                    .contains("<https://github.com/ocurrent/x/commit/1111", "base-images_builder@toxis: *live*")
                    .contains(run.getFullDisplayName());
        });
        SemaphoreStep.success("slack/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void all_of_them_are_there(JenkinsRule jenkins) {
        assertThat(jenkins).isNotNull();
        assertThat(ExtensionList.lookup(CheckBoards.class))
                .extracting(boards -> boards.getClass().getSimpleName())
                .containsExactly("GitHubBoards", "PublishedChecks");
        assertThat(ExtensionList.lookup(RunWatch.class))
                .extracting(watch -> watch.getClass().getSimpleName())
                .contains("RunChecks", "GitHubEnvironments", "SlackNews");
    }
}
