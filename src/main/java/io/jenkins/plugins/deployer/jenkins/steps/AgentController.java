package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jenkinsci.plugins.durabletask.Controller;

/** The handle of a shell script that builds: what it says goes through the {@link AgentBuild}. Saved with the program. */
final class AgentController extends Controller {
    private static final long serialVersionUID = 1L;

    private final Controller script;
    private final AgentBuild build;

    AgentController(Controller script, AgentBuild build) {
        this.script = script;
        this.build = build;
    }

    @Override
    public boolean writeLog(FilePath workspace, OutputStream sink) throws IOException, InterruptedException {
        return build.isToBeWatched(script.writeLog(workspace, build.follow(sink)));
    }

    @Override
    public Integer exitStatus(FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        Integer status = script.exitStatus(workspace, launcher, listener);
        if (status != null) {
            build.ended(status);
            if (status != 0) {
                // The script itself may have been killed, and not what it started.
                kill(launcher);
            }
        }
        return status;
    }

    @Override
    public byte[] getOutput(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        return build.result(workspace).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void stop(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        kill(launcher);
    }

    private void kill(Launcher launcher) throws IOException, InterruptedException {
        launcher.kill(Map.of(ScriptedBuild.MARK, build.directory()));
    }

    @Override
    public void cleanup(FilePath workspace) throws IOException, InterruptedException {
        try {
            script.cleanup(workspace);
        } finally {
            new FilePath(workspace.getChannel(), build.directory()).deleteRecursive();
        }
    }

    @Override
    public String getDiagnostics(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        return script.getDiagnostics(workspace, launcher);
    }
}
