package io.jenkins.plugins.deployer.jenkins.check;

import hudson.Extension;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.deployer.jenkins.run.Superseded;
import io.jenkins.plugins.deployer.report.RunProgress.End;
import jenkins.model.InterruptedBuildAction;

/**
 * How a run has ended.
 *
 * @param end for people
 */
record RunEnd(End end) {
    static RunEnd of(Run<?, ?> run) {
        return run.isBuilding() ? new RunEnd(End.NOT_YET) : ofCompleted(run);
    }

    /** Of a run that may still be tidying up. */
    private static RunEnd ofCompleted(Run<?, ?> run) {
        Result result = run.getResult();
        if (result == null || result == Result.SUCCESS) {
            return new RunEnd(result == null ? End.FAILURE : End.SUCCESS);
        }
        if (result == Result.NOT_BUILT) {
            return new RunEnd(wasSuperseded(run) ? End.SUPERSEDED : End.NOT_BUILT);
        }
        return new RunEnd(result == Result.ABORTED ? End.ABORTED : End.FAILURE);
    }

    /** A Pipeline may end as not built for reasons of its own. */
    private static boolean wasSuperseded(Run<?, ?> run) {
        return run.getActions(InterruptedBuildAction.class).stream()
                .flatMap(interrupted -> interrupted.getCauses().stream())
                .anyMatch(Superseded.class::isInstance);
    }

    /** Sees runs end. */
    @Extension
    public static final class Listener extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            RunEnd end = ofCompleted(run);
            RunChecks.show(run, () -> end);
        }

        /** What was sent between the two may have taken the place of the end. */
        @Override
        public void onFinalized(Run<?, ?> run) {
            RunChecks.show(run, () -> ofCompleted(run));
        }
    }
}
