package io.jenkins.plugins.deployer.jenkins.library;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.deployer.jenkins.check.SingleCheck;
import io.jenkins.plugins.deployer.jenkins.run.RunLog;
import io.jenkins.plugins.deployer.jenkins.trust.LibraryChange;
import io.jenkins.plugins.deployer.jenkins.trust.RefusedByRules;
import io.jenkins.plugins.deployer.report.RulesCheck;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;

/**
 * Looks at what each run of the rules' repository would change of them, in the background and one at a time: whatever its
 * Jenkinsfile does, and whether it has one. How the run ends does not depend on it.
 */
@Extension
public final class LibraryRuns extends RunListener<Run<?, ?>> {
    private static final Logger LOGGER = Logger.getLogger(LibraryRuns.class.getName());
    private static final int IDLE_SECONDS = 30;
    /** Of the log; the page and the check have more. */
    private static final int MOST_LINES = 40;

    private final ExecutorService thread = thread();
    private final Set<Run<?, ?>> seen = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private static ExecutorService thread() {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(new DaemonThreadFactory(), "deployer rules of changes"));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Jenkins knows the commit as soon as the Pipeline runs. */
    @Extension
    public static final class Pipelines extends FlowExecutionListener {
        @Override
        public void onRunning(FlowExecution execution) {
            try {
                if (execution.getOwner().getExecutable() instanceof Run<?, ?> run) {
                    ExtensionList.lookupSingleton(LibraryRuns.class).look(run);
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "a Pipeline without a run", e);
            }
        }
    }

    /** Of those that never came to run a Pipeline, as of a Jenkinsfile that cannot be compiled. */
    @Override
    public void onCompleted(Run<?, ?> run, TaskListener listener) {
        look(run);
    }

    private void look(Run<?, ?> run) {
        Optional<LibraryChange> change = LibraryChange.of(run);
        if (change.isPresent() && run.getAction(RulesCheckAction.class) == null && seen.add(run)) {
            thread.execute(() -> show(run, change.get()));
        }
    }

    private static void show(Run<?, ?> run, LibraryChange change) {
        RulesCheck check;
        try {
            check = change.check();
        } catch (RefusedByRules | IOException e) {
            check = RulesCheck.failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (InterruptedException e) {
            return;
        } catch (RuntimeException | LinkageError e) {
            // Also what branch sources throw when their forge does not answer as they expect.
            LOGGER.log(Level.WARNING, e, () -> "the rules of " + run + " could not be compared");
            check = RulesCheck.failed(e.toString());
        }
        SingleCheck.show(run, check.check());
        try {
            run.addAction(new RulesCheckAction(check));
            run.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "what the rules of " + run + " change could not be kept");
        }
        if (run.isBuilding()) {
            log(run, check);
        }
    }

    private static void log(Run<?, ?> run, RulesCheck check) {
        RunLog.say(run, check.check().name() + ": " + check.check().title());
        check.text().lines().limit(MOST_LINES).forEach(line -> RunLog.say(run, line));
        long more = check.text().lines().count() - MOST_LINES;
        if (more > 0) {
            RunLog.say(run, "… and " + more + " more lines on the page of the run");
        }
    }
}
