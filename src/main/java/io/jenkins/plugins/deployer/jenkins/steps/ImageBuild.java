package io.jenkins.plugins.deployer.jenkins.steps;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.deployer.image.BuildLog;
import io.jenkins.plugins.deployer.image.BuildRecord;
import io.jenkins.plugins.deployer.image.DockerProbe;
import io.jenkins.plugins.deployer.image.Leftovers;
import io.jenkins.plugins.deployer.image.Login;
import io.jenkins.plugins.deployer.image.ScriptedBuild;
import io.jenkins.plugins.deployer.image.Staging;
import io.jenkins.plugins.deployer.jenkins.hosts.ConfiguredLogins;
import io.jenkins.plugins.deployer.jenkins.run.DeployerRunAction;
import io.jenkins.plugins.deployer.jenkins.trust.Gate;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Plan;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.durabletask.BourneShellScript;
import org.jenkinsci.plugins.durabletask.Controller;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * One build of a run's plan, as the controller sees it: what may be given to it, how it is begun on an agent, and what it
 * leaves. Nothing that the Pipeline says decides anything here but the build key.
 */
final class ImageBuild {
    private static final int PROBE_SECONDS = 60;
    private static final int LARGEST_PROBE = 4 << 20;
    private static final int LARGEST_ANSWER = 1 << 16;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final Run<?, ?> run;
    private final BuildTask task;
    private final Plan plan;
    private final Optional<String> resource;
    private Optional<ScriptedBuild.Order> order = Optional.empty();
    private Optional<BuildLog> log = Optional.empty();
    private OutputStream sink = OutputStream.nullOutputStream();

    /** Where it is built. */
    record Place(EnvVars env, FilePath workspace, Launcher launcher) {}

    /** @throws AbortException if the run has no such build */
    ImageBuild(String id, String key) throws AbortException {
        run = Run.fromExternalizableId(id);
        if (run == null) {
            throw new AbortException("The run " + id + " is there no longer");
        }
        PlannedTask<BuildTask> planned = BuildImageStep.planned(run, key)
                .orElseThrow(() -> new AbortException("The plan of this run has no build with the key " + key
                        + "; call deployerPlan() first, and take a key from the builds that it returns"));
        task = planned.task();
        plan = planned.plan();
        resource = planned.resource();
    }

    /** Begins it. Blocks for as long as the agent takes to answer. */
    StartedBuild start(Place place, TaskListener listener) throws IOException, InterruptedException {
        ScriptedBuild.Order ordered = order();
        Optional<Login> login = Optional.empty();
        if (ordered.place().isPresent()) {
            String registry = ordered.place().get().registry();
            ConfiguredLogins logins = new ConfiguredLogins();
            logins.track(run, registry);
            login = logins.find(registry);
        }
        ScriptedBuild build = ScriptedBuild.of(
                ordered, new ScriptedBuild.Means(probe(place), credentials(ordered), place.env()::containsKey, login));
        build.notes().forEach(listener.getLogger()::println);
        FilePath temporary = WorkspaceList.tempDir(place.workspace());
        if (temporary == null) {
            throw new AbortException("There is no place for temporary files beside "
                    + place.workspace().getRemote());
        }
        FilePath directory = temporary.child(Leftovers.PREFIX + UUID.randomUUID());
        directory.act(new WriteBuildFiles(build.files()));
        EnvVars env = new EnvVars(place.env());
        env.putAll(build.environment());
        env.put(ScriptedBuild.DIRECTORY, directory.getRemote());
        Controller script = new BourneShellScript(ScriptedBuild.script())
                .launch(env, place.workspace(), place.launcher(), listener);
        return new StartedBuild(script, directory.getRemote(), System.currentTimeMillis());
    }

    private static DockerProbe probe(Place place) throws IOException, InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        place.launcher()
                .launch()
                .cmds("/bin/sh", "-s")
                .envs(place.env())
                .pwd(place.workspace())
                .quiet(true)
                .stdin(new ByteArrayInputStream(DockerProbe.script().getBytes(StandardCharsets.UTF_8)))
                .stdout(new Bounded(output, LARGEST_PROBE))
                .stderr(OutputStream.nullOutputStream())
                .start()
                .joinWithTimeout(PROBE_SECONDS, TimeUnit.SECONDS, TaskListener.NULL);
        return DockerProbe.read(output.toString(StandardCharsets.UTF_8));
    }

    /** What may be built and kept, by the rules as they are when it is first asked. */
    private ScriptedBuild.Order order() throws IOException, InterruptedException {
        if (order.isEmpty()) {
            boolean trusted = Gate.of(run, resource).mayStage();
            order = Optional.of(new ScriptedBuild.Order(task, plan.revision(), Staging.place(task, plan), trusted));
        }
        return order.get();
    }

    private Map<String, byte[]> credentials(ScriptedBuild.Order ordered) throws IOException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (BuildSecret secret : ordered.secrets()) {
            if (secret.source() instanceof BuildSecret.Credential wanted) {
                IdCredentials found =
                        CredentialsProvider.findCredentialById(wanted.id(), IdCredentials.class, run, List.of());
                if (found instanceof StringCredentials text) {
                    values.put(wanted.id(), text.getSecret().getPlainText().getBytes(StandardCharsets.UTF_8));
                } else if (found instanceof FileCredentials file) {
                    try (InputStream content = file.getContent()) {
                        values.put(wanted.id(), content.readAllBytes());
                    }
                }
            }
        }
        return values;
    }

    /** Where the bytes of the script's log go, which then come out as lines without secrets. */
    OutputStream log(StartedBuild started, OutputStream to) throws IOException, InterruptedException {
        sink = to;
        if (log.isEmpty()) {
            List<String> secrets = new ArrayList<>();
            credentials(order()).values().forEach(value -> secrets.add(new String(value, StandardCharsets.UTF_8)));
            log = Optional.of(new BuildLog(order(), secrets, this::write));
        }
        BuildLog lines = log.get();
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                lines.add(bytes, offset, count);
            }
        };
    }

    private void write(String line) {
        try {
            sink.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Records what a build that succeeded has left.
     *
     * @return the digest
     */
    String finished(StartedBuild started, FilePath workspace) throws IOException, InterruptedException {
        endLog();
        String digest = answer(workspace, started, ScriptedBuild.DIGEST);
        if (!DIGEST.matcher(digest).matches()) {
            throw new AbortException(
                    "The agent did not say what it built; its answer has " + digest.length() + " characters");
        }
        if (order().place().isPresent()) {
            ImageName image = order().place().get().withDigest(digest);
            if (Gate.of(run, resource).mayRecord()) {
                Instant now = Instant.now();
                ControllerBuilds.records()
                        .add(new BuildRecord(
                                task.key(),
                                task.architecture(),
                                image,
                                plan.revision(),
                                now,
                                Duration.between(
                                        Instant.ofEpochMilli(Math.min(started.began(), now.toEpochMilli())), now)));
            }
            DeployerRunAction.of(run).addBuilt(task.key(), image);
        }
        return digest;
    }

    /** Why it failed, in a sentence. */
    String failure(StartedBuild started, int exitCode, FilePath workspace) throws IOException, InterruptedException {
        endLog();
        String told = answer(workspace, started, ScriptedBuild.FAILURE);
        BuildLog lines = log.orElseGet(() -> new BuildLog(
                order.orElseGet(() -> new ScriptedBuild.Order(task, plan.revision(), Optional.empty(), false)),
                List.of(),
                line -> {}));
        return lines.failure(exitCode, told).getMessage();
    }

    private void endLog() {
        log.ifPresent(BuildLog::finish);
    }

    private static String answer(FilePath workspace, StartedBuild started, String file)
            throws IOException, InterruptedException {
        try (InputStream in = workspace.child(started.directory()).child(file).read()) {
            return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException | FileNotFoundException e) {
            return "";
        }
    }
}
