package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.process.Lines;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows the log of a {@link ScriptedBuild}: hides secrets, and knows in the end why the build failed. Who begins to
 * follow in the middle may only know less. For one thread at a time.
 */
public final class BuildLog {
    private final ScriptedBuild.Order order;
    private final BuildSteps steps = new BuildSteps();
    private final Lines lines;
    private String last = "";

    /**
     * @param secrets what is hidden
     * @param consumer gets each line of the log once it is complete, without secrets
     */
    public BuildLog(ScriptedBuild.Order order, Collection<String> secrets, Consumer<String> consumer) {
        this.order = order;
        this.lines = new Lines(secrets, line -> {
            steps.add(line);
            if (!line.isBlank()) {
                last = line;
            }
            consumer.accept(line);
        });
    }

    /** The next bytes of the log. */
    public void add(byte[] bytes, int offset, int count) {
        lines.add(bytes, offset, count);
    }

    /** The log ends here. */
    public void finish() {
        lines.finish();
    }

    /**
     * Why the build failed, for the person who has to act.
     *
     * @param exitCode of the script
     * @param told the content of the file {@link ScriptedBuild#FAILURE}; empty if there is none
     * @param logins that the push had one of
     */
    public ImageException failure(int exitCode, String told, Logins logins) {
        List<String> words = told.lines().toList();
        String kind = words.isEmpty() ? "" : words.get(0);
        String more = words.size() < 2 ? "" : String.join(" ", words.subList(1, words.size()));
        BuildTask task = order.task();
        return switch (kind) {
            case "workspace" ->
                BuildFault.failed(
                        task,
                        "this directory is no Git repository that has commit "
                                + order.revision().brief() + ". Run \"checkout scm\" before, on the same node");
            case "source" -> BuildFault.failed(task, "Git cannot read what is to be built: " + more);
            case "submodule" -> {
                int end = words.size() > 1 ? 2 : 1;
                yield BuildFault.failed(
                        task,
                        "the submodule '" + (words.size() > 1 ? words.get(1) : "") + "' is missing: "
                                + String.join(" ", words.subList(end, words.size())));
            }
            case "dockerfile" -> BuildFault.noDockerfile(task, dockerfile());
            case "secret" -> secret(more);
            case "build" -> BuildFault.failed(task, steps.failure(last.isEmpty() ? "exit code " + exitCode : last));
            case "time" -> BuildFault.tooLong(task, steps);
            case "inspect" -> BuildFault.failed(task, "the engine does not know the image that it built: " + more);
            case "architecture" -> BuildFault.wrongArchitecture(task, more);
            case "tag", "push" -> PushFailure.LASTING.explain(order.place().orElseThrow(), more, logins);
            case "denied" -> PushFailure.DENIED.explain(order.place().orElseThrow(), more, logins);
            case "unavailable" -> PushFailure.TRANSIENT.explain(order.place().orElseThrow(), more, logins);
            default ->
                BuildFault.failed(
                        task,
                        "its script was ended from outside (exit code " + exitCode + ")"
                                + steps.where().map(step -> " at step " + step).orElse(""));
        };
    }

    private String dockerfile() {
        return ((Dockerfile.At) order.task().recipe().dockerfile()).path();
    }

    private ImageException secret(String path) {
        for (BuildSecret secret : order.secrets()) {
            if (secret.source() instanceof BuildSecret.File file && file.path().equals(path)) {
                return BuildFault.missing(secret, file);
            }
        }
        return BuildFault.failed(order.task(), "the file " + path + " is not there");
    }
}
