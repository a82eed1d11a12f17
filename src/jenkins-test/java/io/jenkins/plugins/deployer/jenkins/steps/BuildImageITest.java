package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.real.RealDocker;
import io.jenkins.plugins.deployer.rules.ImageName;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@ExtendWith(RealDocker.Extension.class)
@WithJenkins
class BuildImageITest {
    private final RealDocker docker;
    private JenkinsRule jenkins;
    private Workshop workshop;

    BuildImageITest(RealDocker docker) {
        this.docker = docker;
    }

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        workshop = Workshop.in(rule, docker);
    }

    @AfterEach
    void stop() {
        workshop.close();
    }

    @Test
    void a_commit_is_built_once() throws Exception {
        WorkflowRun first = workshop.run("main");

        jenkins.assertBuildStatus(Result.SUCCESS, first);
        jenkins.assertLogContains("ocurrent/web, branch main, commit ", first);
        jenkins.assertLogContains("(before: false)", first);
        ImageName image = DeployerRunAction.find(first).orElseThrow().record().built().values().stream()
                .findFirst()
                .orElseThrow();
        assertThat(docker.run("pull", "--quiet", image.toString())).isNotEmpty();
        WorkflowRun second = workshop.again("main");
        jenkins.assertLogContains("Built already, from branch main: Build Dockerfile for x86_64", second);
        jenkins.assertLogContains("(before: true)", second);
        assertThat(DeployerRunAction.find(second).orElseThrow().record().built())
                .isEqualTo(DeployerRunAction.find(first).orElseThrow().record().built());
    }
}
