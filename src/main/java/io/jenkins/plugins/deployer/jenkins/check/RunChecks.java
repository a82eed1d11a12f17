package io.jenkins.plugins.deployer.jenkins.check;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.deployer.jenkins.courier.ControllerCourier;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import java.io.IOException;
import jenkins.model.Jenkins;

/** Has the check of a run shown whenever there is something new to say. Runs that never asked for a plan have no check. */
@Extension
public final class RunChecks extends RunWatch {
    private final OpenChecks open = new OpenChecks(
            Jenkins.get().getRootDir().toPath().resolve("deployer").resolve("open-checks.json"));

    static RunChecks get() {
        return ExtensionList.lookupSingleton(RunChecks.class);
    }

    OpenChecks open() {
        return open;
    }

    /** Runs that an earlier process ended, and did not say so; those that go on will say it themselves. */
    @Initializer(after = InitMilestone.JOB_LOADED, fatal = false)
    @SuppressWarnings("try")
    public static void showEnds() throws IOException {
        OpenChecks checks = get().open();
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            for (String id : checks.all()) {
                Run<?, ?> run = Run.fromExternalizableId(id);
                if (run == null) {
                    checks.close(id);
                } else if (!run.isBuilding()) {
                    show(run, RunEnd.of(run));
                }
            }
        }
    }

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
