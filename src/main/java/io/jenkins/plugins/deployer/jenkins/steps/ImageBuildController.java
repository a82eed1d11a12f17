package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.TaskListener;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jenkinsci.plugins.durabletask.Controller;

/**
 * A build of an image that is under way on an agent: first it is prepared, in a thread of its own, then its script runs by
 * itself. Called by threads of Jenkins, one at a time; what it keeps is saved with the Pipeline.
 */
final class ImageBuildController extends Controller {
    private static final long serialVersionUID = 1L;

    /** A build that says nothing is looked at as often as one that talks, so that its end is noticed. */
    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(4);

    private static final int FAILED = 1;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(
            new NamingThreadFactory(new DaemonThreadFactory(), ImageBuildController.class.getName()));

    private final String run;
    private final String key;
    private final transient Start start;
    private StartedBuild started;
    private String failure;
    private transient Future<StartedBuild> starting;
    private transient ImageBuild build;
    private transient long lastHeard;

    /** How it is begun; forgotten in a restart, as the environment may have secrets. */
    private interface Start {
        StartedBuild in(FilePath workspace) throws IOException, InterruptedException;
    }

    ImageBuildController(String run, String key, EnvVars env, Launcher launcher, TaskListener listener) {
        this.run = run;
        this.key = key;
        this.start =
                workspace -> new ImageBuild(run, key).start(new ImageBuild.Place(env, workspace, launcher), listener);
    }

    @Override
    public boolean writeLog(FilePath workspace, OutputStream sink) throws IOException, InterruptedException {
        if (started == null) {
            return prepare(workspace);
        }
        boolean wrote = started.script().writeLog(workspace, build().log(started, sink));
        if (wrote || System.nanoTime() - lastHeard > LONGEST_SILENCE) {
            lastHeard = System.nanoTime();
            return true;
        }
        return false;
    }

    /** @return whether there is something new to be saved */
    private boolean prepare(FilePath workspace) throws InterruptedException {
        if (failure != null) {
            return false;
        }
        if (start == null) {
            failure = "The controller was restarted just before this build began; run it again";
            return true;
        }
        if (starting == null) {
            starting = THREADS.submit(() -> start.in(workspace));
        }
        try {
            started = starting.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            failure = e.getCause() instanceof IOException
                    ? e.getCause().getMessage()
                    : "The deployer itself failed to start the build: " + e.getCause();
        }
        return true;
    }

    @Override
    public Integer exitStatus(FilePath workspace, Launcher launcher, TaskListener logger)
            throws IOException, InterruptedException {
        if (failure != null) {
            return FAILED;
        }
        return started == null ? null : started.script().exitStatus(workspace, launcher, logger);
    }

    /** The digest; of a build that failed, why it did. */
    @Override
    public byte[] getOutput(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        String output;
        if (failure != null) {
            output = failure + "\n";
        } else {
            Integer exit = started.script().exitStatus(workspace, launcher, TaskListener.NULL);
            output = exit != null && exit == 0
                    ? build().finished(started, workspace)
                    : build().failure(started, exit == null ? -1 : exit, workspace) + "\n";
        }
        return output.getBytes(StandardCharsets.UTF_8);
    }

    private ImageBuild build() throws AbortException {
        if (build == null) {
            build = new ImageBuild(run, key);
        }
        return build;
    }

    @Override
    public void stop(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        if (started != null) {
            started.script().stop(workspace, launcher);
        } else {
            if (starting != null) {
                starting.cancel(true);
            }
            failure = "stopped before it began";
        }
    }

    @Override
    public void cleanup(FilePath workspace) throws IOException, InterruptedException {
        if (started != null) {
            started.script().cleanup(workspace);
            workspace.child(started.directory()).deleteRecursive();
        }
    }

    @Override
    public String getDiagnostics(FilePath workspace, Launcher launcher) throws IOException, InterruptedException {
        return started == null ? "about to build" : started.script().getDiagnostics(workspace, launcher);
    }
}
