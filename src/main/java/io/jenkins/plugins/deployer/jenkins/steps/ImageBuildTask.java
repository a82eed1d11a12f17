package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.durabletask.DurableTask;

/** The build of an image on an agent. Nothing has happened yet when its launch returns, so that no Pipeline waits for it. */
final class ImageBuildTask extends DurableTask {
    private final String run;
    private final String key;

    /**
     * @param run the external id of the run
     * @param key of the build in the run's plan
     */
    ImageBuildTask(String run, String key) {
        this.run = run;
        this.key = key;
    }

    @Override
    public Controller launch(EnvVars env, FilePath workspace, Launcher launcher, TaskListener listener) {
        return new ImageBuildController(run, key, env, launcher, listener);
    }

    /** The output is the digest in any case. */
    @Override
    public void captureOutput() {}
}
