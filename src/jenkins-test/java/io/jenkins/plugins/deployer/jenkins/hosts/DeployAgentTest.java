package io.jenkins.plugins.deployer.jenkins.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.deployer.real.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeployAgentTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void builds_that_ask_for_it_wait_and_say_why(JenkinsRule jenkins) throws Exception {
        deployAgent(jenkins);
        FreeStyleProject job = jenkins.createFreeStyleProject("build");
        job.setAssignedLabel(jenkins.jenkins.getLabel("dmz"));
        job.scheduleBuild2(0);

        assertWaits(job, jenkins);
    }

    @Test
    void pipelines_that_ask_for_it_wait(JenkinsRule jenkins) throws Exception {
        deployAgent(jenkins);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition("node('dmz') {}", true));
        job.scheduleBuild2(0).waitForStart();

        Eventually.holds("it waits for a node", SOON, () -> {
            jenkins.jenkins.getQueue().maintain();
            return java.util.Arrays.stream(jenkins.jenkins.getQueue().getItems())
                    .anyMatch(item -> item.getWhy() != null && item.getWhy().contains("Deploy agents take no builds"));
        });
        job.getLastBuild().doKill();
    }

    @Test
    void programs_of_pipelines_run_even_where_the_controller_is_one(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.getNodeProperties().add(new DeployAgentProperty());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "pipeline");
        job.setDefinition(new CpsFlowDefinition("echo 'here'", true));

        jenkins.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0));

        FreeStyleProject build = jenkins.createFreeStyleProject("build");
        build.setAssignedNode(jenkins.jenkins);
        build.scheduleBuild2(0);
        assertWaits(build, jenkins);
    }

    @Test
    void the_form_keeps_it(JenkinsRule jenkins) throws Exception {
        DumbSlave node = jenkins.configRoundtrip(jenkins.createSlave("edge-1", "dmz", null));
        assertThat(node.getNodeProperty(DeployAgentProperty.class)).isNull();
        node.getNodeProperties().add(new DeployAgentProperty());

        assertThat(jenkins.configRoundtrip(node).getNodeProperty(DeployAgentProperty.class))
                .isNotNull();
    }

    /** The block of docs/hosts.md. */
    @Test
    void it_is_configured_as_code(JenkinsRule jenkins) throws Exception {
        Matcher block = Pattern.compile("(?s)```yaml\\n(jenkins:\\n.*?)```")
                .matcher(Files.readString(Path.of("docs/hosts.md")));
        assertThat(block.find()).isTrue();
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), block.group(1));

        ConfigurationAsCode.get().configure(file.toString());

        Node node = jenkins.jenkins.getNode("edge-1");
        assertThat(node.getNodeProperty(DeployAgentProperty.class)).isNotNull();
        assertThatThrownBy(() -> OnlineAgents.OF_THIS_CONTROLLER.find("dmz"))
                .hasMessage("no deploy agent with the label dmz is online (edge-1)");
    }

    private static void deployAgent(JenkinsRule jenkins) throws Exception {
        DumbSlave node = jenkins.createSlave("edge-1", "dmz", null);
        node.getNodeProperties().add(new DeployAgentProperty());
        jenkins.waitOnline(node);
    }

    private static void assertWaits(FreeStyleProject job, JenkinsRule jenkins) {
        Eventually.holds("it waits", SOON, () -> {
            jenkins.jenkins.getQueue().maintain();
            Queue.Item item = job.getQueueItem();
            return item != null && item.getWhy() != null && item.getWhy().contains("Deploy agents take no builds");
        });
        jenkins.jenkins.getQueue().cancel(job);
    }
}
