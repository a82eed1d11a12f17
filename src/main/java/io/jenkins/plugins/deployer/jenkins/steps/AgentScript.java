package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;
import org.jenkinsci.plugins.workflow.steps.durable_task.DurableTaskStep;

/**
 * The durable task behind {@code buildImage}: the one constant script, in a process that outlives restarts of the
 * controller and of the agent. No step of its own for Pipelines.
 */
final class AgentScript extends DurableTaskStep {
    private final AgentBuild build;
    private final Map<String, String> environment;

    AgentScript(AgentBuild build, Map<String, String> environment) {
        this.build = build;
        this.environment = environment;
        // The digest is the value of the step.
        setReturnStdout(true);
    }

    @Override
    protected DurableTask task() {
        return new Task();
    }

    private final class Task extends DurableTask {
        private final BourneShellScript script = new BourneShellScript(ScriptedBuild.script());

        @Override
        public Controller launch(EnvVars variables, FilePath workspace, Launcher launcher, TaskListener listener)
                throws IOException, InterruptedException {
            EnvVars all = new EnvVars(variables);
            all.putAll(environment);
            all.put(ScriptedBuild.DIRECTORY, build.directory());
            script.charset(StandardCharsets.UTF_8);
            return new AgentController(script.launch(all, workspace, launcher, listener), build);
        }

        /** What the script prints is its log; the digest is in a file. */
        @Override
        public void captureOutput() {}

        /** Docker and Git write UTF-8. */
        @Override
        public void defaultCharset() {}
    }
}
