package io.jenkins.plugins.deployer.jenkins.run;

import hudson.model.Run;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/** Lines of the deployer about a run that come from no step of it. */
public final class RunLog {
    private static final Logger LOGGER = Logger.getLogger(RunLog.class.getName());

    private RunLog() {}

    /** Says a line in the log of a run; once that is closed, in the controller's. */
    public static void say(Run<?, ?> run, String line) {
        if (run.isBuilding() && run instanceof FlowExecutionOwner.Executable executable) {
            FlowExecutionOwner owner = executable.asFlowExecutionOwner();
            if (owner != null) {
                try {
                    owner.getListener().getLogger().println(line);
                    return;
                } catch (IOException e) {
                    LOGGER.log(Level.FINE, "no log of " + run, e);
                }
            }
        }
        LOGGER.warning(() -> run.getExternalizableId() + ": " + line);
    }
}
