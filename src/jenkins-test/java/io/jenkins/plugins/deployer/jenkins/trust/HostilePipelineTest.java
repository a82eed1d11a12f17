package io.jenkins.plugins.deployer.jenkins.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.configuration.DeployerConfiguration;
import io.jenkins.plugins.deployer.source.HttpGit;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Jenkinsfiles of people who want what they may not have. */
@WithJenkins
class HostilePipelineTest {
    private static final String IMAGE = "registry.example.org/x@sha256:" + "a".repeat(64);
    private static final String DEPLOY = "deployDockerService service: 'x_web', host: 'toxis', image: '" + IMAGE + "'";

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

    /** A branch, or another ref, whose commit has this Jenkinsfile. */
    private void push(String ref, String jenkinsfile) throws Exception {
        organisation.x.git("checkout", "-q", "--detach", "main");
        organisation.x.write("Jenkinsfile", jenkinsfile);
        organisation.x.git("update-ref", ref, organisation.x.commit("for " + ref));
    }

    private WorkflowMultiBranchProject project() throws Exception {
        return organisation.project(
                "org",
                "x",
                Organisation.source(organisation.url("ocurrent/x"), Organisation.tags(), Organisation.pulls()));
    }

    private void assertRefused(WorkflowRun run, String why) throws Exception {
        jenkins.waitForCompletion(run);
        assertThat(run.getResult()).as(run.getFullDisplayName()).isEqualTo(Result.FAILURE);
        String log = JenkinsRule.getLog(run);
        assertThat(log).contains("[Pipeline] Start of Pipeline");
        String pipeline = log.substring(log.indexOf("[Pipeline] Start of Pipeline"));
        assertThat(pipeline).contains(why).doesNotContain("\tat ", "Exception");
        // What the step says, and what Jenkins says of the run.
        assertThat(pipeline.lines().filter(line -> line.contains(why))).as(log).hasSize(2);
    }

    private WorkflowRun last(WorkflowMultiBranchProject project, String name) {
        return project.getItemByBranchName(name).getLastBuild();
    }

    @Test
    void nobody_but_the_live_branch_deploys_the_production_service() throws Exception {
        Map<String, String> attempts = new LinkedHashMap<>();
        attempts.put("plain", DEPLOY);
        attempts.put("declarative", "pipeline { agent none; stages { stage('x') { steps { " + DEPLOY + " } } } }");
        attempts.put("forced", DEPLOY + ", force: true");
        attempts.put(
                "environment",
                "withEnv(['BRANCH_NAME=live', 'JOB_NAME=org/x/live', 'GIT_BRANCH=live', 'CHANGE_ID=']) { " + DEPLOY
                        + " }");
        attempts.put("variable", "env.BRANCH_NAME = 'live'\n" + DEPLOY);
        attempts.put("shadowed", "def deployer() { " + DEPLOY + " }\ndeployer()");
        attempts.put("caught", "try { " + DEPLOY + " } catch (e) { echo 'again'; " + DEPLOY + " }");
        attempts.forEach((branch, script) -> {
            try {
                push("refs/heads/" + branch, script);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });

        WorkflowMultiBranchProject project = project();

        for (String branch : attempts.keySet()) {
            if (branch.equals("caught")) {
                continue;
            }
            assertRefused(
                    last(project, branch),
                    "deploy: [{branch: \"" + branch + "\", services: [{service: \"x_web\", host: \"toxis\"}]}]");
        }
        jenkins.waitForCompletion(last(project, "caught"));
        assertThat(last(project, "caught").getResult()).isEqualTo(Result.FAILURE);
    }

    @Test
    void neither_pull_refs_nor_tags_nor_plain_jobs_nor_other_places_deploy() throws Exception {
        push("refs/pull/1/head", DEPLOY);
        push("refs/heads/live", DEPLOY);
        WorkflowMultiBranchProject project = project();
        assertRefused(last(project, "pull/1/head"), "\"pull/1/head\", which is not known to be a branch or tag");

        jenkins.createProject(Folder.class, "elsewhere");
        WorkflowMultiBranchProject unlisted =
                organisation.project("elsewhere", "org", Organisation.source(organisation.url("ocurrent/x")));
        assertRefused(last(unlisted, "live"), "it is in no folder whose jobs may deploy");

        try (HttpGit evil = HttpGit.serve(directory, HttpGit.Kind.MODERN)) {
            WorkflowMultiBranchProject other = organisation.project(
                    "org", "other", Organisation.source(evil.url("ocurrent/x").text()));
            assertRefused(last(other, "live"), "is not plainly one of the forge");
        }

        WorkflowJob plain = organisation.folder("org").createProject(WorkflowJob.class, "live");
        plain.setDefinition(new CpsFlowDefinition(DEPLOY, true));
        assertRefused(plain.scheduleBuild2(0).waitForStart(), "is no branch of a multibranch project");
    }

    @Test
    void the_live_branch_deploys_only_what_the_rules_name() throws Exception {
        Map<String, String> attempts = Map.of(
                "deployDockerService service: 'other', host: 'toxis', image: '" + IMAGE + "'",
                "has no rule for that",
                "deployDockerService service: 'x_web', host: 'other', image: '" + IMAGE + "'",
                "has no rule for that",
                "deployDockerService service: 'x_release', host: 'toxis', image: '" + IMAGE + "'",
                "has no rule for that",
                DEPLOY.replace("registry.example.org/x", "evil.example.org/x"),
                "this run did not build or publish it",
                DEPLOY.replace("registry.example.org/x", "registry.example.org/x/y"),
                "this run did not build or publish it",
                DEPLOY.replaceAll("image: '.*'", "image: 'evil.example.org/x:live'"),
                "runs images of registry.example.org/x",
                DEPLOY.replace("'toxis'", "'toxis\\nFinished: SUCCESS'"),
                "has no rule for that",
                DEPLOY.replace("'x_web'", "'--help'"),
                "has no rule for that");
        int number = 0;
        for (Map.Entry<String, String> attempt : attempts.entrySet()) {
            push("refs/heads/live", attempt.getKey());
            WorkflowMultiBranchProject project =
                    organisation.project("org", "x" + number++, Organisation.source(organisation.url("ocurrent/x")));
            assertRefused(last(project, "live"), attempt.getValue());
            assertThat(JenkinsRule.getLog(last(project, "live")).lines()).doesNotContain("Finished: SUCCESS");
        }
    }

    @Test
    void an_endpoint_of_ones_own_is_never_a_host_of_the_rules() throws Exception {
        String own = "deployDockerService service: 'x_web', host: '%s', image: '" + IMAGE + "', credentialsId: 'mine'";
        WorkflowJob plain = jenkins.createProject(WorkflowJob.class, "plain");

        plain.setDefinition(new CpsFlowDefinition(own.formatted("ssh://me@mine.example.org"), true));
        assertRefused(plain.scheduleBuild2(0).waitForStart(), "Pipelines may deploy with their own credentials");

        DeployerConfiguration.get().setPipelinesDeployWithOwnCredentials(true);
        for (String host : List.of(
                "ssh://root@toxis.example.org",
                "ssh://deployer@TOXIS.example.org:2222",
                "tcp://toxis.example.org:2376",
                "unix:///var/run/docker.sock",
                "tcp://2130706433:2375")) {
            plain.setDefinition(new CpsFlowDefinition(own.formatted(host), true));
            assertRefused(plain.scheduleBuild2(0).waitForStart(), "The endpoint \"");
        }
        plain.setDefinition(new CpsFlowDefinition(
                "deployDockerService service: 'x', host: 'ssh://me@mine.example.org', image: '" + IMAGE + "'", true));
        assertRefused(plain.scheduleBuild2(0).waitForStart(), "needs a credentialsId");
        plain.setDefinition(new CpsFlowDefinition(own.formatted("toxis"), true));
        jenkins.buildAndAssertStatus(Result.FAILURE, plain);
    }
}
