package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.unikernel.StagedUnikernels;
import io.jenkins.plugins.deployer.unikernel.albatross.PlayedAlbatross;
import java.nio.file.Path;
import org.jenkinsci.plugins.docker.commons.credentials.DockerServerCredentials;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A Pipeline with an Albatross server and credentials of its own, without any rules. */
@WithJenkins
class OwnUnikernelEndpointTest {
    @TempDir
    private Path directory;

    private final StagedUnikernels images = new StagedUnikernels();
    private JenkinsRule jenkins;
    private PlayedAlbatross albatross;

    @BeforeEach
    void set(JenkinsRule rule) throws Exception {
        jenkins = rule;
        albatross = PlayedAlbatross.start(directory.resolve("ca"));
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new DockerServerCredentials(
                        CredentialsScope.GLOBAL,
                        "mine",
                        "",
                        Secret.fromString(albatross.key()),
                        albatross.authority(),
                        albatross.authority()));
    }

    @AfterEach
    void close() throws Exception {
        albatross.close();
        images.close();
    }

    private WorkflowRun run(Result result, String more) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "deployUnikernel unikernel: 'www', host: '" + albatross.endpoint() + "', image: '" + images.image("own")
                        + "', networks: [service: 'br0'], settle: '1s'" + more,
                true));
        return Live.awaitEnd(job.scheduleBuild2(0).waitForStart(), result);
    }

    @Test
    void is_deployed_to_where_the_administrator_lets_it() throws Exception {
        DeployerConfiguration.get().setPipelinesDeployWithOwnCredentials(true);

        run(Result.SUCCESS, ", target: 'hvt', credentialsId: 'mine'");
        assertThat(albatross.running(":www")).endsWith("own");

        jenkins.assertLogContains(
                "an endpoint of the Pipeline's own needs a target, hvt or spt",
                run(Result.FAILURE, ", credentialsId: 'mine'"));
        jenkins.assertLogContains("needs a credentialsId", run(Result.FAILURE, ", target: 'hvt'"));
    }

    @Test
    void is_refused_elsewhere() throws Exception {
        WorkflowRun run = run(Result.FAILURE, ", target: 'hvt', credentialsId: 'mine'");

        jenkins.assertLogContains("is not a host of the rules", run);
        assertThat(albatross.asked()).isEmpty();
    }
}
