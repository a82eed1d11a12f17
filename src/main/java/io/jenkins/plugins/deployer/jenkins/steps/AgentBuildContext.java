package io.jenkins.plugins.deployer.jenkins.steps;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.AbortException;
import hudson.model.Result;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Stands between the durable task and the Pipeline: keeps the result before the Pipeline goes on, says why a build failed
 * rather than with which exit code, and saves the program only when there is something new. Saved with the program.
 */
final class AgentBuildContext extends StepContext {
    private static final long serialVersionUID = 1L;

    private final StepContext step;
    private final AgentBuild build;

    AgentBuildContext(StepContext step, AgentBuild build) {
        this.step = step;
        this.build = build;
    }

    @Override
    public <T> T get(Class<T> type) throws IOException, InterruptedException {
        return step.get(type);
    }

    /** The durable task's thread is interrupted when it takes long. */
    @Override
    public void onSuccess(Object result) {
        StepThreads.get().execute(() -> succeed(result));
    }

    private void succeed(Object result) {
        String digest;
        try {
            digest = build.succeeded(result);
        } catch (Throwable e) {
            build.failed(e);
            step.onFailure(Sentence.of(e));
            return;
        }
        step.onSuccess(digest);
    }

    @Override
    public void onFailure(Throwable problem) {
        StepThreads.get().execute(() -> {
            Throwable why = why(problem);
            build.failed(why);
            step.onFailure(why);
        });
    }

    private Throwable why(Throwable problem) {
        if (!(problem instanceof AbortException)) {
            return problem;
        }
        try {
            AbortException failure = build.failure().orElse((AbortException) problem);
            step.get(TaskListener.class).getLogger().println(failure.getMessage());
            return failure;
        } catch (Throwable e) {
            problem.addSuppressed(e);
            return problem;
        }
    }

    @Override
    public boolean isReady() {
        return step.isReady();
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return build.isUnsaved() ? step.saveState() : Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        step.setResult(result);
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        return step.newBodyInvoker();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgentBuildContext that && step.equals(that.step);
    }

    @Override
    public int hashCode() {
        return step.hashCode();
    }
}
