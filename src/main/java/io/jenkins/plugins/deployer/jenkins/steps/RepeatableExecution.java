package io.jenkins.plugins.deployer.jenkins.steps;

import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Does one piece of work in a thread of its own that may be begun again from the start, as it is after a restart of the
 * controller: what it did is found done. An abort interrupts the thread.
 */
abstract class RepeatableExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient volatile Future<?> work;
    private transient volatile boolean stopped;

    RepeatableExecution(StepContext context) {
        super(context);
    }

    /** The work; its value is the step's, and what it throws is what the step fails with. */
    abstract Object run() throws Exception;

    @Override
    public final boolean start() {
        submit();
        return false;
    }

    @Override
    public final void onResume() {
        submit();
    }

    private void submit() {
        work = StepThreads.get().submit(this::work);
    }

    private void work() {
        Object value;
        try {
            value = run();
        } catch (Throwable e) {
            // What is interrupted by stop() need not say so, too: that tells why.
            if (!stopped) {
                getContext().onFailure(Sentence.of(e));
            }
            return;
        }
        getContext().onSuccess(value);
    }

    @Override
    public final void stop(Throwable cause) {
        stopped = true;
        Future<?> current = work;
        if (current != null) {
            current.cancel(true);
        }
        getContext().onFailure(cause);
    }
}
