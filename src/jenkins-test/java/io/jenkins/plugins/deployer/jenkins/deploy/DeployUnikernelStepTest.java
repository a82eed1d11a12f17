package io.jenkins.plugins.deployer.jenkins.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.service.Outcome;
import io.jenkins.plugins.deployer.unikernel.StagedUnikernels;
import java.nio.file.Path;
import java.util.List;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.plugins.git.traits.DiscoverOtherRefsTrait;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The step in a real Jenkins, in the jobs of a multibranch project, with a server that plays Albatross. */
@WithJenkins
class DeployUnikernelStepTest {
    private static final String STEP = "deployUnikernel(unikernel: 'www', host: 'robur')";

    @TempDir
    private Path directory;

    private JenkinsRule jenkins;
    private LiveUnikernel live;
    private WorkflowMultiBranchProject project;
    private int pushed;

    @BeforeEach
    void set(JenkinsRule rule) throws Exception {
        jenkins = rule;
        live = new LiveUnikernel(directory, "1s");
        project = live.world().set(jenkins);
    }

    @AfterEach
    void close() throws Exception {
        live.close();
    }

    private WorkflowRun push(String jenkinsfile, String words) throws Exception {
        live.push(jenkinsfile, words).record();
        Live.index(project);
        return Live.run(jenkins, ++pushed);
    }

    @Test
    void a_repository_with_one_line_deploys_what_was_built_before_and_gets_what_became_of_it() throws Exception {
        WorkflowRun run = push(
                """
                def made = deployer().outcomes.values()[0]
                echo "became ${made.outcome} ${made.digest} after '${made.previous}' at ${made.url}"
                """,
                "first");

        Live.awaitEnd(run, Result.SUCCESS);
        jenkins.assertLogContains("Built already, from branch live", run);
        jenkins.assertLogContains(
                "became live " + StagedUnikernels.digest("first") + " after '' at https://www.example.org", run);
        assertThat(live.albatross.running(":www")).endsWith("first");
        Deployment recorded = LiveUnikernel.history().get(0);
        assertThat(Live.recorded(run)).containsExactly(recorded);
        assertThat(recorded.digest()).contains(StagedUnikernels.digest("first"));
        assertThat(recorded.origin().orElseThrow().branch()).isEqualTo("live");
        assertThat(recorded.rules()).isPresent();
        assertThat(ControllerDeployments.get().deploying().underWay()).isEmpty();
    }

    @Test
    void a_bad_one_is_put_back_and_its_commit_is_refused_from_then_on() throws Exception {
        Live.awaitEnd(push("deployer()", "good"), Result.SUCCESS);
        WorkflowRun bad = push("deployer()", "exits at once");

        Live.awaitEnd(bad, Result.FAILURE);
        assertThat(Live.recorded(bad)).extracting(Deployment::outcome).containsExactly(Outcome.ROLLED_BACK);
        assertThat(Live.recorded(bad).get(0).restored()).contains(StagedUnikernels.digest("good"));
        jenkins.assertLogContains("ERROR: " + Live.recorded(bad).get(0).reason(), bad);
        jenkins.assertLogNotContains("\tat ", bad);
        assertThat(live.albatross.running(":www")).endsWith("good");

        WorkflowRun again = Live.run(jenkins, 2).getParent().scheduleBuild2(0).get();
        jenkins.assertBuildStatus(Result.FAILURE, again);
        jenkins.assertLogContains("in quarantine", again);
        assertThat(LiveUnikernel.history())
                .extracting(Deployment::outcome)
                .containsExactly(Outcome.REFUSED, Outcome.ROLLED_BACK, Outcome.LIVE);
    }

    @Test
    void declarative_pipelines_say_the_rule_again_as_maps_and_lists() throws Exception {
        WorkflowRun run = push(
                """
                pipeline {
                  agent none
                  stages {
                    stage('Deploy') {
                      steps {
                        deployerPlan()
                        deployUnikernel unikernel: 'www', host: 'robur', target: 'hvt', memory: 64,
                          networks: [service: 'br0'], arguments: ['--hook=/update'], binary: '/unikernel.hvt', settle: '1s'
                      }
                    }
                  }
                }
                """,
                "declared");

        Live.awaitEnd(run, Result.SUCCESS);
        assertThat(live.albatross.running(":www")).endsWith("declared");
    }

    @Test
    void a_word_that_contradicts_the_rules_is_refused() throws Exception {
        WorkflowRun run = push(
                "deployerPlan()\ndeployUnikernel unikernel: 'www', host: 'robur', networks: [service: \"br${1}\"]",
                "x");

        Live.awaitEnd(run, Result.FAILURE);
        jenkins.assertLogContains(
                "refused: The job \"org/web/live\" may not deploy www@robur so: networks is service=br1 in the step, and"
                        + " service=br0 in the rules; leave it out of the step, or change the rule in",
                run);
        assertThat(Live.recorded(run)).extracting(Deployment::outcome).containsExactly(Outcome.REFUSED);
        assertThat(LiveUnikernel.history()).isEmpty();
        assertThat(live.albatross.asked()).isEmpty();
    }

    @Test
    void an_image_that_the_run_did_not_build_for_the_rule_is_refused() throws Exception {
        String other = live.images.image("other").toString();
        WorkflowRun run =
                push("deployerPlan()\ndeployUnikernel unikernel: 'www', host: 'robur', image: '" + other + "'", "x");

        Live.awaitEnd(run, Result.FAILURE);
        jenkins.assertLogContains("may not deploy " + other + " as www@robur: this run built ", run);
        WorkflowRun unplanned = push(STEP, "y");
        Live.awaitEnd(unplanned, Result.FAILURE);
        jenkins.assertLogContains("this run has not built it under the rule for live", unplanned);
        assertThat(live.albatross.asked()).isEmpty();
    }

    @Test
    void branches_without_a_rule_and_change_requests_are_refused() throws Exception {
        live.www.git("checkout", "--quiet", "-b", "feature");
        live.push("deployerPlan()\n" + STEP, "feature").record();
        live.www.git("update-ref", "refs/pull/1/head", "HEAD");
        GitSCMSource source = (GitSCMSource) project.getSCMSources().get(0);
        source.setTraits(
                List.of(new BranchDiscoveryTrait(), new DiscoverOtherRefsTrait("pull/*/head", "pull/@{1}/head")));
        Live.index(project);
        jenkins.waitUntilNoActivity();

        WorkflowRun feature = project.getItemByBranchName("feature").getLastBuild();
        jenkins.assertBuildStatus(Result.FAILURE, feature);
        jenkins.assertLogContains("branch \"feature\" of mirage/www has no rule for that", feature);
        jenkins.assertLogContains(
                "the rule that would be needed is deploy: [{branch: \"feature\", unikernel: \"www\"", feature);
        WorkflowRun request = project.getItemByBranchName("pull/1/head").getLastBuild();
        jenkins.assertBuildStatus(Result.FAILURE, request);
        jenkins.assertLogContains("which is not known to be a branch or tag of the repository, is built only", request);
        assertThat(LiveUnikernel.history()).isEmpty();
        assertThat(live.albatross.asked()).isEmpty();
    }

    @Test
    void aborting_says_what_runs_and_lets_the_next_one_in() throws Exception {
        WorkflowRun run = push(
                "deployerPlan()\ndeployUnikernel unikernel: 'www', host: 'robur', health: 'http://127.0.0.1:1/'",
                "slow");
        Live.awaitLog(run, "www@robur changed to");

        run.getExecutor().interrupt();
        Live.awaitEnd(run, Result.ABORTED);

        jenkins.assertLogContains("failed: aborted; no longer followed: www@robur runs sha256:", run);
        assertThat(LiveUnikernel.history()).extracting(Deployment::outcome).containsExactly(Outcome.FAILED);
        assertThat(LiveUnikernel.history().get(0).reason()).startsWith("aborted");
        assertThat(ControllerDeployments.get().deploying().underWay()).isEmpty();
        Live.awaitEnd(push("deployerPlan()\n" + STEP, "next"), Result.SUCCESS);
    }

    @Test
    void every_field_is_kept_by_the_form_and_written_as_a_snippet() throws Exception {
        DeployUnikernelStep step = new DeployUnikernelStep("www", "robur");
        step.setImage("registry.example.org/staging:key");
        step.setTarget("hvt");
        step.setMemory(512);
        step.setNetworks("service=br0\nmanagement=br1");
        step.setBlocks("storage=www-data");
        step.setArguments("--hook=/update\n-v");
        step.setCpu(0);
        step.setBinary("/www.hvt");
        step.setSettle("20s");
        step.setHealth("https://www.example.org/healthz");
        step.setUrl("https://www.example.org");
        step.setForce(true);
        step.setTimeoutMinutes(7);
        step.setHostKey("ssh-ed25519 AAAA");
        step.setDirectory("/srv/unikernels");

        jenkins.assertEqualDataBoundBeans(step, new StepConfigTester(jenkins).configRoundTrip(step));
        DeployUnikernelStep plain = new DeployUnikernelStep("www", "robur");
        jenkins.assertEqualDataBoundBeans(plain, new StepConfigTester(jenkins).configRoundTrip(plain));
        new SnippetizerTester(jenkins).assertRoundTrip(plain, "deployUnikernel host: 'robur', unikernel: 'www'");
        assertThat(Snippetizer.object2Groovy(step))
                .isEqualTo("deployUnikernel arguments: ['--hook=/update', '-v'], binary: '/www.hvt', blocks: [storage:"
                        + " 'www-data'], cpu: 0, directory: '/srv/unikernels', force: true, health:"
                        + " 'https://www.example.org/healthz', host: 'robur', hostKey: 'ssh-ed25519 AAAA', image:"
                        + " 'registry.example.org/staging:key', memory: 512, networks: [service: 'br0', management: 'br1'],"
                        + " settle: '20s', target: 'hvt', timeoutMinutes: 7, unikernel: 'www', url:"
                        + " 'https://www.example.org'");
    }
}
