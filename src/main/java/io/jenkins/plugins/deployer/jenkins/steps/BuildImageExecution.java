package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.deployer.image.DockerProbe;
import io.jenkins.plugins.deployer.image.Leftovers;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Prepares a build in a thread of its own, and has a durable task make it. After a restart of the controller the durable
 * task is followed again; if it was not begun yet, it is prepared again. Saved with the program.
 */
final class BuildImageExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_LABEL = 100;

    private final String key;
    private volatile AgentBuild build;
    private volatile StepExecution script;
    private transient Future<?> work;
    private transient Throwable stopped;

    BuildImageExecution(StepContext context, String key) {
        super(context);
        this.key = key;
    }

    @Override
    public boolean start() {
        begin(this::prepare);
        return false;
    }

    @Override
    public void onResume() {
        begin(this::resume);
    }

    private interface Work {
        void run() throws Exception;
    }

    private synchronized void begin(Work what) {
        work = StepThreads.get().submit(() -> {
            try {
                what.run();
            } catch (Throwable e) {
                if (!isStopped()) {
                    new BuildDiary(getContext(), key).failed(e);
                    getContext().onFailure(Sentence.of(e));
                }
            }
        });
    }

    private void resume() throws Exception {
        Optional<ImageName> known = AgentBuild.known(getContext().get(Run.class), key);
        if (known.isPresent()) {
            // The controller was killed when it had kept the result, and before the program had gone on.
            succeed(known.get());
        } else if (script == null) {
            abandon();
            prepare();
        } else {
            script.onResume();
        }
    }

    /** Clears up after a build that may have been begun just when the controller, or the step, was stopped. */
    private void abandon() throws IOException, InterruptedException {
        AgentBuild begun = build;
        if (begun != null) {
            getContext().get(Launcher.class).kill(Map.of(ScriptedBuild.MARK, begun.directory()));
            new FilePath(getContext().get(FilePath.class).getChannel(), begun.directory()).deleteRecursive();
        }
    }

    private void prepare() throws Exception {
        StepContext context = getContext();
        Run<?, ?> run = context.get(Run.class);
        PlannedTask<BuildTask> planned = AgentBuild.planned(run, key);
        label(planned.task().title());
        Optional<ImageName> known = AgentBuild.known(run, key);
        if (known.isPresent()) {
            context.get(TaskListener.class)
                    .getLogger()
                    .println("Built already: " + known.get().digest().orElseThrow());
            succeed(known.get());
            return;
        }
        Gate gate = Gate.of(run, planned.resource());
        gate.mayBuild();
        FilePath directory = directory(context.get(FilePath.class));
        AgentBuild prepared =
                new AgentBuild(context, planned.task().key(), directory.getRemote(), gate.mayStage(), gate.mayRecord());
        build = prepared;
        new BuildDiary(context, key).began();
        launch(prepared, directory);
    }

    private void succeed(ImageName built) throws IOException, InterruptedException {
        UnikernelChecks.check(getContext(), key, built);
        getContext().onSuccess(built.digest().orElseThrow());
    }

    private void launch(AgentBuild prepared, FilePath directory) throws Exception {
        StepContext context = getContext();
        ScriptedBuild.Order order = prepared.order();
        ScriptedBuild scripted = ScriptedBuild.of(order, means(order));
        scripted.notes().forEach(context.get(TaskListener.class).getLogger()::println);
        prepared.hideSecrets();
        try {
            directory.act(new PrivateFiles(scripted.files()));
            StepExecution begun =
                    new AgentScript(prepared, scripted.environment()).start(new AgentBuildContext(context, prepared));
            begun.start();
            if (isBegun(begun)) {
                context.saveState();
            }
        } catch (Exception e) {
            abandon();
            throw e;
        }
    }

    private ScriptedBuild.Means means(ScriptedBuild.Order order) throws IOException, InterruptedException {
        StepContext context = getContext();
        Run<?, ?> run = context.get(Run.class);
        EnvVars environment = context.get(EnvVars.class);
        DockerProbe docker = AgentDocker.of(
                context.get(FilePath.class), context.get(Launcher.class), environment, context.get(TaskListener.class));
        Optional<Login> login = Optional.empty();
        if (order.place().isPresent()) {
            ConfiguredLogins logins = new ConfiguredLogins();
            String registry = order.place().get().registry();
            login = logins.find(registry);
            logins.track(run, registry);
        }
        return new ScriptedBuild.Means(docker, SecretValues.of(run, order.secrets()), environment::containsKey, login);
    }

    private static FilePath directory(FilePath workspace) throws IOException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new AbortException("There is no place beside the workspace " + workspace.getRemote()
                    + " for the files of a build; run it in a workspace that is no file system of its own");
        }
        return temporary.child(Leftovers.PREFIX + UUID.randomUUID());
    }

    private void label(String title) throws IOException, InterruptedException {
        String label = title.length() > LONGEST_LABEL ? title.substring(0, LONGEST_LABEL) : title;
        getContext().get(FlowNode.class).addAction(new LabelAction(label));
    }

    private synchronized boolean isStopped() {
        return stopped != null;
    }

    /** Stops a script that was begun while the step was stopped. */
    private boolean isBegun(StepExecution begun) throws Exception {
        Throwable cause;
        synchronized (this) {
            script = begun;
            cause = stopped;
        }
        if (cause != null) {
            begun.stop(cause);
        }
        return cause == null;
    }

    @Override
    public void stop(Throwable cause) {
        StepExecution begun;
        synchronized (this) {
            stopped = cause;
            begun = script;
        }
        if (begun == null) {
            if (work != null) {
                work.cancel(true);
            }
            getContext().onFailure(cause);
            return;
        }
        StepThreads.get().execute(() -> {
            try {
                begun.stop(cause);
            } catch (Exception e) {
                cause.addSuppressed(e);
                getContext().onFailure(cause);
            }
        });
    }

    @Override
    public String getStatus() {
        StepExecution begun = script;
        return begun == null ? "preparing the build" : begun.getStatus();
    }
}
