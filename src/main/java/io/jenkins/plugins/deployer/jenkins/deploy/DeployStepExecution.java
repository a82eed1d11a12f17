package io.jenkins.plugins.deployer.jenkins.deploy;

import hudson.AbortException;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.run.RunWatch;
import io.jenkins.plugins.deployer.jenkins.run.Superseded;
import io.jenkins.plugins.deployer.jenkins.trust.Refused;
import io.jenkins.plugins.deployer.report.Deployment;
import io.jenkins.plugins.deployer.report.ServiceOnHost;
import io.jenkins.plugins.deployer.service.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step that deploys. It asks the rules, has {@link Deploying} do the rest, and follows that. Saved with its Pipeline is
 * the id of its deployment, which is made before anything else; whatever else there is to know is with {@link Deploying}. So
 * the Pipeline may be saved, loaded or started anew at any moment. Nothing is done on the thread of the Pipeline program.
 */
abstract class DeployStepExecution extends StepExecution implements Follower {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(DeployStepExecution.class.getName());

    private final String id = UUID.randomUUID().toString();
    private transient Throwable stopped;
    private transient boolean isWorking;
    private transient Thread asking;
    private transient boolean isAnswered;
    private transient volatile Wish wish;

    DeployStepExecution(StepContext context) {
        super(context);
    }

    /**
     * What the rules make of the step.
     *
     * @param underWay what to deploy
     * @param superseded why it is not to be deployed after all; empty if it is
     * @param slack the channel to tell
     */
    record Asked(UnderWay underWay, Optional<String> superseded, Optional<String> slack) {}

    /** What is deployed where, in the words of the step. */
    abstract ServiceOnHost service();

    /** The image in the words of the step. */
    abstract String image();

    /**
     * Asks whether the run may deploy this; may take seconds.
     *
     * @param deploymentId of the deployment
     * @throws Refused if it may not
     * @throws IOException if that cannot be said now
     */
    abstract Asked ask(Run<?, ?> run, TaskListener listener, String deploymentId)
            throws IOException, InterruptedException;

    @Override
    public final boolean start() {
        ControllerDeployments.get().submit(this::work);
        return false;
    }

    @Override
    public final void onResume() {
        ControllerDeployments.get().submit(this::work);
    }

    @Override
    public final void stop(Throwable cause) {
        synchronized (this) {
            stopped = cause;
            if (asking != null) {
                asking.interrupt();
            }
            if (isWorking) {
                // It sees to the rest.
                return;
            }
        }
        ControllerDeployments.get().submit(this::stopNow);
    }

    /** Reads no file and waits for nobody. */
    @Override
    public final String getStatus() {
        Wish known = wish;
        try {
            return Optional.ofNullable(known)
                    .flatMap(ControllerDeployments.get().deploying()::status)
                    .orElse("asking the rules about " + service());
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void work() {
        synchronized (this) {
            isWorking = true;
        }
        try {
            begin();
        } catch (Refused e) {
            refuse(e);
        } catch (IOException e) {
            fail(new AbortException(message(e)));
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "interrupted", e);
        } catch (RuntimeException e) {
            // A fault of ours must not leave the Pipeline waiting for ever.
            LOGGER.log(Level.SEVERE, e, () -> "The step for " + image() + " met a fault of the deployer");
            fail(e);
        } finally {
            boolean wasStopped;
            synchronized (this) {
                isWorking = false;
                wasStopped = stopped != null;
            }
            boolean interrupted = Thread.interrupted();
            if (wasStopped) {
                stopNow();
            } else if (interrupted) {
                // The controller is being stopped.
                Thread.currentThread().interrupt();
            }
        }
    }

    private void begin() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        Deploying deploying = ControllerDeployments.get().deploying();
        wish = new Wish(id, run.getExternalizableId(), service(), image());
        if (isStopped() || deploying.resume(wish, this)) {
            return;
        }
        Asked asked = askUnlessStopped(run);
        if (isStopped()) {
            return;
        }
        DeployerRunAction.of(run).beginDeployment(id, asked.slack());
        if (asked.superseded().isPresent()) {
            deploying.end(
                    asked.underWay(), Outcome.SUPERSEDED, asked.superseded().get(), this);
        } else {
            deploying.begin(asked.underWay(), this);
            RunWatch.tell(watch -> watch.deploying(run, id, asked.underWay().service()));
        }
    }

    /** Only here may an abort interrupt: a file that is being written would be taken for one that cannot be written. */
    private Asked askUnlessStopped(Run<?, ?> run) throws IOException, InterruptedException {
        synchronized (this) {
            asking = Thread.currentThread();
        }
        try {
            return ask(run, getContext().get(TaskListener.class), id);
        } finally {
            synchronized (this) {
                asking = null;
            }
        }
    }

    /** Who was stopped is answered with that; who is interrupted with its controller comes back with the next one. */
    private void fail(Throwable failure) {
        if (!isStopped() && !ControllerDeployments.get().isStopping()) {
            answer(failure);
        }
    }

    private synchronized boolean isStopped() {
        return stopped != null;
    }

    private void stopNow() {
        Throwable cause;
        synchronized (this) {
            cause = stopped;
        }
        try {
            if (wish == null || !ControllerDeployments.get().deploying().stop(wish, why(cause))) {
                answer(cause);
            }
        } catch (IOException e) {
            answer(cause);
        }
    }

    /** For example {@code aborted by alice}. */
    private static String why(Throwable cause) {
        if (!(cause instanceof FlowInterruptedException interruption)
                || interruption.getCauses().isEmpty()) {
            return "aborted";
        }
        String causes = interruption.getCauses().stream()
                .map(CauseOfInterruption::getShortDescription)
                .collect(Collectors.joining("; "));
        return causes.substring(0, 1).toLowerCase(Locale.ROOT) + causes.substring(1);
    }

    @Override
    public final void tell(String line) {
        try {
            getContext().get(TaskListener.class).getLogger().println(line);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "cannot write to the log of " + wish);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final void ended(RecordedDeployment recorded) {
        Deployment deployment = recorded.deployment();
        Throwable failure;
        synchronized (this) {
            failure = stopped;
        }
        if (failure == null) {
            failure = failure(deployment);
        }
        if (failure == null) {
            answerWith(DeploymentMap.of(deployment));
        } else {
            answer(failure);
        }
        noteThen(() -> ControllerDeployments.get().deploying().acknowledge(deployment.id()));
    }

    /** How the step ends; {@code null} if it ends well. */
    private static Throwable failure(Deployment deployment) {
        return switch (deployment.outcome()) {
            case LIVE, UNCHANGED -> null;
            case SUPERSEDED -> Superseded.by(deployment.reason());
            case REFUSED -> new Refused(deployment.reason());
            case ROLLED_BACK, FAILED -> new AbortException(deployment.reason());
        };
    }

    private void refuse(Refused refused) {
        tell("refused: " + refused.getMessage());
        try {
            Run<?, ?> run = getContext().get(Run.class);
            DeployerRunAction.of(run).add(refusal(refused.getMessage()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "It could not be recorded that " + wish + " was refused");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        answer(refused);
    }

    /** On the run alone: whoever may not deploy a service leaves no trace in its history. */
    private Deployment refusal(String reason) {
        Instant now = Instant.now();
        return new Deployment(
                id,
                service(),
                Deployment.Cause.PUSH,
                Optional.empty(),
                image(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Outcome.REFUSED,
                false,
                reason,
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private interface Note {
        void make() throws IOException;
    }

    /** Once the Pipeline program has been saved, it will not ask again. */
    private void noteThen(Note note) {
        getContext()
                .saveState()
                .addListener(
                        () -> ControllerDeployments.get().submit(() -> {
                            try {
                                note.make();
                            } catch (IOException e) {
                                LOGGER.log(Level.FINE, "noted later, when the run is over", e);
                            }
                        }),
                        Runnable::run);
    }

    private void answerWith(Object result) {
        if (isFirstAnswer()) {
            getContext().onSuccess(result);
        }
    }

    private void answer(Throwable failure) {
        if (isFirstAnswer()) {
            getContext().onFailure(failure);
        }
    }

    private synchronized boolean isFirstAnswer() {
        boolean first = !isAnswered;
        isAnswered = true;
        return first;
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    static Asker asker(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return new Asker(
                run.getExternalizableId(),
                root == null ? Optional.empty() : Optional.of(URI.create(root + run.getUrl())),
                run.getCauses().stream().findFirst().map(Cause::getShortDescription));
    }
}
