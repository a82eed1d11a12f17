package io.jenkins.plugins.deployer.jenkins.check;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.jenkins.run.Telling;
import java.util.function.Supplier;

/** Has the check of a run shown whenever there is something new to say. Runs that never asked for a plan have no check. */
@Extension
public final class RunChecks extends RunWatch {
    @Override
    public void changed(Run<?, ?> run) {
        show(run, () -> RunEnd.of(run));
    }

    /** A check that is in progress must not be so for ever. */
    @Override
    public void goOn(Run<?, ?> run) {
        show(run, () -> RunEnd.of(run));
    }

    @Override
    public boolean hasToldAll(Run<?, ?> run) {
        return !hasCheck(run)
                || CheckLetter.hasToldEnd(
                        name -> DeployerRunAction.of(run).record().told(name));
    }

    /** @param end asked for when the check is told */
    static void show(Run<?, ?> run, Supplier<RunEnd> end) {
        if (hasCheck(run)) {
            Telling.get().send(run, "check of " + run.getExternalizableId(), new CheckLetter(new CheckedRun(run, end)));
        }
    }

    private static boolean hasCheck(Run<?, ?> run) {
        return DeployerRunAction.find(run)
                .filter(action -> action.record().wantsPlan())
                .isPresent();
    }
}
