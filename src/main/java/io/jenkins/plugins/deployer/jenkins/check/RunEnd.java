package io.jenkins.plugins.deployer.jenkins.check;

import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deployer.report.RunProgress.End;

/**
 * How a run has ended.
 *
 * @param end for people
 */
record RunEnd(End end) {
    static RunEnd of(Run<?, ?> run) {
        return run.isBuilding() ? new RunEnd(End.NOT_YET) : ofResult(run.getResult());
    }

    /** Whatever a newer commit takes the place of ends as not built. */
    private static RunEnd ofResult(Result result) {
        if (result == null || result == Result.SUCCESS) {
            return new RunEnd(result == null ? End.FAILURE : End.SUCCESS);
        }
        if (result == Result.NOT_BUILT) {
            return new RunEnd(End.SUPERSEDED);
        }
        return new RunEnd(result == Result.ABORTED ? End.ABORTED : End.FAILURE);
    }

    /** Sees runs end. */
    @Extension
    public static final class Listener extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            RunChecks.show(run, ofResult(run.getResult()));
        }
    }
}
