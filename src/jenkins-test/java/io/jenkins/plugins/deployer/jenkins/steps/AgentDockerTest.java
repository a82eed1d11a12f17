package io.jenkins.plugins.deployer.jenkins.steps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import java.io.File;
import org.junit.jupiter.api.Test;

class AgentDockerTest {
    @Test
    void an_agent_without_a_shell_is_told_from_others_in_one_sentence() {
        Launcher windows = new Launcher.RemoteLauncher(TaskListener.NULL, FilePath.localChannel, false);

        assertThatThrownBy(() ->
                        AgentDocker.of(new FilePath(new File("workspace")), windows, new EnvVars(), TaskListener.NULL))
                .isInstanceOf(AbortException.class)
                .hasMessage("Images are built on agents with a POSIX shell, which Windows has not: choose agents for"
                        + " this architecture in the rules, or under Manage Jenkins, System, Deployer");
    }
}
