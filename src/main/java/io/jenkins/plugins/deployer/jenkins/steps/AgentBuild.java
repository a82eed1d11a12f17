package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.deployer.image.BuildLog;
import io.jenkins.plugins.deployer.image.BuildRecord;
import io.jenkins.plugins.deployer.image.ImageException;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.ImageName;
import io.jenkins.plugins.deployer.unikernel.BuildCheck;
import io.jenkins.plugins.deployer.unikernel.UnikernelText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One build that an agent makes, as the controller follows it, restarts in between. Saved with the Pipeline program, so
 * its fields keep their names and types. Safe for use by several threads.
 */
final class AgentBuild implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int LONGEST_ANSWER = 10_000;

    /** What people are told of an image that has no name. */
    private static final String UNNAMED = "the image";

    /** A quiet build is looked at less and less often, so every now and then it counts as if it had said something. */
    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(5);

    private final StepContext context;
    private final String key;
    private final String directory;
    private final boolean staged;
    private final boolean recorded;
    private final long began;

    private transient BuildLog log;
    private transient OutputStream sink;
    private transient boolean unsaved;
    private transient Long lastNews;
    private transient int exitCode;
    private transient String told;
    private transient List<String> binaries;

    /**
     * @param directory on the agent, for the build's files
     * @param staged whether it may have secrets and be pushed
     * @param recorded whether other runs may use the result
     */
    AgentBuild(StepContext context, BuildKey key, String directory, boolean staged, boolean recorded) {
        this.context = context;
        this.key = key.hex();
        this.directory = directory;
        this.staged = staged;
        this.recorded = recorded;
        this.began = System.currentTimeMillis();
    }

    /** @throws AbortException with a sentence if the run has no plan with that build */
    static PlannedTask<BuildTask> planned(Run<?, ?> run, String key) throws AbortException {
        DeployerRunAction action = DeployerRunAction.find(run)
                .orElseThrow(() -> new AbortException("This run has no plan yet: call deployerPlan() first"));
        return PlannedTask.find(action.record().plans(), Plan::builds, build -> build.key()
                        .hex()
                        .equals(key))
                .orElseThrow(() -> new AbortException("The plan of this run has no build with the key '" + key
                        + "'; the keys are in what deployerPlan returns"));
    }

    /** Where its files are on the agent. */
    String directory() {
        return directory;
    }

    /** What is built. */
    ScriptedBuild.Order order() throws IOException, InterruptedException {
        PlannedTask<BuildTask> planned = planned(run(), key);
        Optional<ImageName> place = Staging.place(planned.task(), planned.plan());
        return new ScriptedBuild.Order(planned.task(), planned.plan().revision(), place, staged);
    }

    private Run<?, ?> run() throws IOException, InterruptedException {
        return context.get(Run.class);
    }

    /** Follows the log, in which what the build may know and nobody else must not be seen. */
    synchronized void hideSecrets() throws IOException, InterruptedException {
        log = new BuildLog(order(), secrets(), this::tell);
    }

    private void tell(String line) {
        try {
            sink.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the next part of the agent's log, and tells its lines to another. */
    synchronized OutputStream follow(OutputStream lines) throws IOException, InterruptedException {
        sink = lines;
        if (log == null) {
            // After a restart, somewhere in the middle.
            hideSecrets();
        }
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                synchronized (AgentBuild.this) {
                    log.add(bytes, offset, count);
                }
            }

            @Override
            public void flush() throws IOException {
                lines.flush();
            }
        };
    }

    private List<String> secrets() throws IOException, InterruptedException {
        ScriptedBuild.Order order = order();
        List<String> values = new ArrayList<>();
        SecretValues.of(run(), order.secrets())
                .values()
                .forEach(value -> values.add(new String(value, StandardCharsets.UTF_8)));
        EnvVars environment = context.get(EnvVars.class);
        for (BuildSecret secret : order.secrets()) {
            if (secret.source() instanceof BuildSecret.Environment variable) {
                values.add(environment.get(variable.variable(), ""));
            }
        }
        if (order.place().isPresent()) {
            new ConfiguredLogins()
                    .find(order.place().get().registry())
                    .map(Login::password)
                    .ifPresent(values::add);
        }
        return values;
    }

    /** Whether the agent is to be asked again soon. */
    synchronized boolean isToBeWatched(boolean saidSomething) {
        long now = System.nanoTime();
        unsaved |= saidSomething;
        boolean watch = saidSomething || lastNews == null || now - lastNews > LONGEST_SILENCE;
        if (watch) {
            lastNews = now;
        }
        return watch;
    }

    /** Whether anything is different from what was saved last. */
    synchronized boolean isUnsaved() {
        boolean answer = unsaved;
        unsaved = false;
        return answer;
    }

    synchronized void ended(int code) {
        exitCode = code;
    }

    /** The result that the script left: the digest, nothing if it failed. */
    synchronized String result(FilePath workspace) throws IOException, InterruptedException {
        if (log != null) {
            log.finish();
        }
        FilePath files = new FilePath(workspace.getChannel(), directory);
        if (exitCode != 0) {
            told = BoundedText.of(files.child(ScriptedBuild.FAILURE), LONGEST_ANSWER);
            return "";
        }
        ScriptedBuild.Order order = order();
        if (order.place().isEmpty()) {
            binaries = UnikernelsOnAgent.look(files, paths(order.task()), UNNAMED);
        }
        return BoundedText.of(files.child(ScriptedBuild.DIGEST), LONGEST_ANSWER).strip();
    }

    private static List<String> paths(BuildTask task) {
        return task.binaries().stream().map(BuildTask.Binary::path).toList();
    }

    /** Why it failed; empty if it did not. */
    synchronized Optional<AbortException> failure() throws IOException, InterruptedException {
        if (exitCode == 0) {
            return Optional.empty();
        }
        BuildLog known = log == null ? new BuildLog(order(), List.of(), line -> {}) : log;
        ImageException why = known.failure(exitCode, told == null ? "" : told, new ConfiguredLogins());
        return Optional.of(new AbortException(why.getMessage()));
    }

    /**
     * Keeps the result: on the run, and for other runs. Then looks at the unikernels of it.
     *
     * @return the digest; of what is not pushed the image's id
     * @throws IOException with a sentence if a unikernel is not what the rules ask for; the result is kept all the same, as
     *     other rules may ask for it
     */
    String succeeded(Object result) throws IOException, InterruptedException {
        String digest = String.valueOf(result);
        if (!DIGEST.matcher(digest).matches()) {
            throw new AbortException("The agent said no digest of what it built but '"
                    + (digest.length() > 100 ? digest.substring(0, 100) + "…" : digest) + "'");
        }
        ScriptedBuild.Order order = order();
        if (order.place().isPresent()) {
            ImageName image = order.place().get().withDigest(digest);
            BuildTask task = order.task();
            if (recorded) {
                Duration took = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - began));
                DeployerHome.builds(task.key())
                        .add(new BuildRecord(
                                task.key(), task.architecture(), image, order.revision(), Instant.now(), took));
            }
            DeployerRunAction.of(run()).addBuilt(task.key(), image);
            UnikernelChecks.check(context, key, image);
        } else {
            UnikernelChecks.check(context, key, told(paths(order.task())));
            DeployerRunAction.of(run()).addMade(order.task().key());
        }
        return digest;
    }

    private synchronized BuildCheck.Source told(List<String> paths) {
        List<String> known = binaries == null ? List.of() : List.copyOf(binaries);
        return path -> {
            int index = paths.indexOf(path);
            return UnikernelText.read(index < known.size() ? known.get(index) : "", path, UNNAMED);
        };
    }

    /** Keeps why the step fails. */
    void failed(Throwable why) {
        new BuildDiary(context, key).failed(why);
    }

    /** The image by digest, if it is known already that the build has succeeded. */
    static Optional<ImageName> known(Run<?, ?> run, String key) {
        return DeployerRunAction.find(run)
                .map(action -> action.record().built().get(new BuildKey(key)))
                .filter(image -> image.digest().isPresent());
    }
}
