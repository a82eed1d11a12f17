package io.jenkins.plugins.deployer.jenkins.check;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;

/** Has the check of a run shown whenever there is something new to say. Runs that never asked for a plan have no check. */
@Extension
public final class RunChecks extends RunWatch {
    @Override
    public void changed(Run<?, ?> run) {
        show(run, RunEnd.of(run));
    }

    static void show(Run<?, ?> run, RunEnd end) {
        if (DeployerRunAction.find(run)
                .filter(action -> action.record().wantsPlan())
                .isPresent()) {
            ControllerCourier.get()
                    .send("check of " + run.getExternalizableId(), new CheckLetter(new CheckedRun(run, end)));
        }
    }
}
