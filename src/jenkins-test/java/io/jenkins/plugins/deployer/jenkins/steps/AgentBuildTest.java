package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.jenkins.configuration.RegistryAccess;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.plan.Planner;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.RulesReader;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class AgentBuildTest {
    private static final String RULES =
            """
            version: 1
            defaults: { staging: registry.example.org/staging }
            repositories:
              example/web:
                builds:
                  - docker: Dockerfile
                    options: { secrets: [signing, { id: own, env: OWN }] }
            """;

    @Test
    void a_log_that_is_followed_from_the_middle_on_shows_no_secret_either(JenkinsRule jenkins) throws Exception {
        List<com.cloudbees.plugins.credentials.Credentials> credentials =
                SystemCredentialsProvider.getInstance().getCredentials();
        credentials.add(new StringCredentialsImpl(
                CredentialsScope.GLOBAL, "signing", "", Secret.fromString("value-of-the-credential")));
        credentials.add(new UsernamePasswordCredentialsImpl(
                CredentialsScope.SYSTEM, "registry", "", "deployer", "password-of-the-registry"));
        RegistryAccess access = new RegistryAccess("registry.example.org");
        access.setCredentialsId("registry");
        DeployerConfiguration.get().setRegistries(List.of(access));
        Run<?, ?> run =
                jenkins.createProject(WorkflowJob.class).scheduleBuild2(0).get();
        Plan plan = plan();
        DeployerRunAction.of(run).add(Optional.empty(), "rules-1", plan);
        EnvVars environment = new EnvVars("OWN", "value-of-the-variable");
        GivenContext context = new GivenContext(Map.of(Run.class, run, EnvVars.class, environment));
        AgentBuild build = new AgentBuild(context, plan.builds().get(0).key(), "/nowhere", true, true);
        ByteArrayOutputStream shown = new ByteArrayOutputStream();

        try (OutputStream log = build.follow(shown)) {
            log.write("a value-of-the-credential, b value-of-the-variable, c password-of-the-registry\n"
                    .getBytes(StandardCharsets.UTF_8));
        }

        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("a ****, b ****, c ****\n");
    }

    private static Plan plan() throws Exception {
        String id = "0123456789abcdef0123456789abcdef01234567";
        return Planner.plan(
                RulesReader.read("rules.yaml", RULES.getBytes(StandardCharsets.UTF_8)),
                new Revision(new RepositoryName("example", "web"), new Head.Branch("live"), id, id),
                Map.of());
    }
}
