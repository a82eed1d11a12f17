package io.jenkins.plugins.deployer.jenkins.deploy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.InlineRules;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer;
import io.jenkins.plugins.deployer.jenkins.courier.ScriptedServer.Request;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.plan.Examples;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.real.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.branch.BranchSource;
import jenkins.plugins.slack.SlackNotifier;
import org.jenkinsci.plugins.github.config.GitHubPluginConfig;
import org.jenkinsci.plugins.github.config.HookSecretConfig;
import org.jenkinsci.plugins.github_branch_source.BranchDiscoveryTrait;
import org.jenkinsci.plugins.github_branch_source.GitHubAppCredentials;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * The repository of {@link Live} on a server that plays GitHub, which has an App with a key made for the test, and that plays
 * Slack's webhook as well. What both are told by the deployer is what {@link #server} remembers. Nothing can be cloned, as
 * the branch source would do that at the host's standard port.
 */
final class LiveOnGitHub implements AutoCloseable {
    static final String HOOK_SECRET = "between GitHub and Jenkins";
    private static final String REPOSITORY = "/api/v3/repos/acme/web";
    private static final String WHATEVER = "(?:\\?.*)?";

    final Live live;
    final ScriptedServer server = new ScriptedServer().otherwise(201, "{\"id\": 7}");

    LiveOnGitHub(Path directory) throws IOException, InterruptedException {
        live = new Live(directory);
        String api = server.address() + "/api/v3";
        server.on("GET /api/v3/", 200, "{\"rate_limit_url\": \"" + api + "/rate_limit\"}")
                .on("GET /api/v3/rate_limit", 404, "{}")
                .on("GET /api/v3/users/acme", 200, "{\"id\": 3, \"login\": \"acme\", \"type\": \"Organization\"}")
                .on("GET /api/v3/app", 200, "{\"id\": 1234, \"name\": \"deployer\"}")
                .on(
                        "GET /api/v3/app/installations" + WHATEVER,
                        200,
                        "[{\"id\": 5, \"permissions\": {\"checks\": \"write\"}, \"events\": [], \"account\": {\"login\":"
                                + " \"acme\"}, \"access_tokens_url\": \""
                                + api + "/app/installations/5/access_tokens\"}]")
                .on(
                        "POST /api/v3/app/installations/5/access_tokens",
                        201,
                        "{\"token\": \"ghs_installation\", \"expires_at\": \"2099-01-01T00:00:00Z\"}")
                .on(
                        "GET /api/v3/installation/repositories" + WHATEVER,
                        200,
                        "{\"total_count\": 1, \"repositories\": []}")
                .on(
                        "GET " + REPOSITORY,
                        200,
                        "{\"id\": 1, \"name\": \"web\", \"full_name\": \"acme/web\", \"private\": false, \"html_url\": \""
                                + server.address() + "/acme/web\", \"default_branch\": \"live\", \"owner\": {\"login\":"
                                + " \"acme\"}}")
                .on("GET " + REPOSITORY + "/(?:pulls|collaborators|tags)" + WHATEVER, 200, "[]");
    }

    List<Request> to(String path) {
        return server.requests().stream()
                .filter(request -> request.path().matches(path))
                .toList();
    }

    /** Waits until there were so many requests to a path. */
    List<Request> await(int count, String path) {
        Eventually.holds(
                () -> count + " requests to " + path + ": " + server.requests(),
                Duration.ofMinutes(1),
                () -> to(path).size() >= count);
        return to(path);
    }

    /** What a run's Pipeline would have asked for; what is in the plan does not matter here. */
    static WorkflowRun plan(WorkflowRun run) throws IOException {
        DeployerRunAction action = DeployerRunAction.of(run);
        action.beginPlan(Optional.empty());
        Plan plan = Planner.plan(Examples.rules(), Examples.live(), Map.of());
        action.add(Optional.empty(), "5d41402a", plan, Optional.empty());
        return run;
    }

    String rules() {
        return live.rules()
                .replaceFirst("forge: .*", "forge: " + server.address())
                .replaceFirst("hosts:", "defaults: { slack: \"#deployments\" }\nhosts:");
    }

    String api() {
        return server.address() + "/api/v3";
    }

    /** @return the commit */
    String push(String jenkinsfile) throws IOException, InterruptedException {
        String commit = live.push(jenkinsfile);
        String head = "{\"name\": \"live\", \"protected\": false, \"commit\": {\"sha\": \"" + commit + "\"}}";
        String file =
                "{\"type\": \"file\", \"name\": \"Jenkinsfile\", \"path\": \"Jenkinsfile\", \"encoding\": \"base64\","
                        + " \"content\": \""
                        + Base64.getEncoder().encodeToString(jenkinsfile.getBytes(StandardCharsets.UTF_8)) + "\"}";
        server.on("GET " + REPOSITORY + "/branches" + WHATEVER, 200, "[" + head + "]")
                .on("GET " + REPOSITORY + "/branches/live", 200, head)
                .on(
                        "GET " + REPOSITORY + "/git/refs?/heads/live",
                        200,
                        "{\"ref\": \"refs/heads/live\", \"object\": {\"type\": \"commit\", \"sha\": \"" + commit
                                + "\"}}")
                .on(
                        "GET " + REPOSITORY + "/commits/" + commit + WHATEVER,
                        200,
                        "{\"sha\": \"" + commit
                                + "\", \"commit\": {\"committer\": {\"date\": \"2026-05-03T12:00:00Z\"}}}")
                .on("GET " + REPOSITORY + "/contents/?" + WHATEVER, 200, "[" + file + "]")
                .on("GET " + REPOSITORY + "/contents/Jenkinsfile" + WHATEVER, 200, file)
                .on("POST " + REPOSITORY + "/statuses/" + commit, 201, "{}")
                .on("GET .*", 404, "{}");
        return commit;
    }

    /** A controller with the rules, an App, a webhook of Slack, and a multibranch project. */
    static WorkflowMultiBranchProject set(JenkinsRule jenkins, String rules, String api) throws Exception {
        DeployerConfiguration.get().setRules(new InlineRules(rules));
        DeployerConfiguration.get().setFolders(List.of("org"));
        add(app(api));
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "hook", "", Secret.fromString(HOOK_SECRET)));
        jenkins.jenkins
                .getDescriptorByType(GitHubPluginConfig.class)
                .setHookSecretConfigs(List.of(new HookSecretConfig("hook")));
        add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "slack", "", Secret.fromString("T0/B0/secret")));
        SlackNotifier.DescriptorImpl slack = jenkins.jenkins.getDescriptorByType(SlackNotifier.DescriptorImpl.class);
        slack.setBaseUrl(api.replace("/api/v3", "/services/"));
        slack.setTokenCredentialId("slack");
        slack.save();
        WorkflowMultiBranchProject project =
                jenkins.createProject(Folder.class, "org").createProject(WorkflowMultiBranchProject.class, "web");
        GitHubSCMSource source = new GitHubSCMSource("acme", "web", null, false);
        source.setApiUri(api);
        source.setCredentialsId("app");
        source.setTraits(List.of(new BranchDiscoveryTrait(3)));
        project.getSourcesList().add(new BranchSource(source));
        return project;
    }

    private static Credentials app(String api) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        GitHubAppCredentials app =
                new GitHubAppCredentials(CredentialsScope.GLOBAL, "app", "", "1234", Secret.fromString(key));
        app.setApiUri(api);
        app.setOwner("acme");
        return app;
    }

    private static void add(Credentials credentials) throws IOException {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }

    @Override
    public void close() {
        server.close();
        live.close();
    }
}
