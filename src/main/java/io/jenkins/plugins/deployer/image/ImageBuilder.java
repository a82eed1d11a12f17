package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.CommandException.Reason;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.source.BuildContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds images with the docker client. The image depends on the build's recipe and context alone: it gets no label of its
 * commit, so that equal trees make equal images. Safe for use by several threads; one build blocks one thread, until it
 * ends, its time is over, or the thread is interrupted, and leaves nothing running then.
 */
public final class ImageBuilder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration INSPECT = Duration.ofMinutes(1);
    private static final int LARGEST_ANSWER = 1 << 22;

    private final Docker docker;
    private final Path temporary;
    private final BuildSecrets secrets;

    /**
     * @param temporary a directory of the caller's own, into which contexts are unpacked while they are built; made when
     *     first needed. What builders that were killed left there is removed now.
     */
    public ImageBuilder(Docker docker, Path temporary, BuildCredentials credentials) {
        this.docker = docker;
        this.temporary = temporary.toAbsolutePath();
        this.secrets = new BuildSecrets(docker, credentials);
        PrivateDirectory.sweep(this.temporary);
    }

    /**
     * Builds one image into the engine's own store.
     *
     * @param context has a {@code .git} directory if the recipe asks for one
     * @param log gets each line of the build's log as it comes, secrets masked, called by one other thread at a time
     * @throws ImageException if the engine cannot do what the recipe asks for (then nothing was built), the build fails or
     *     takes longer than the task allows
     */
    public BuiltImage build(BuildTask task, BuildContext context, Consumer<String> log)
            throws ImageException, InterruptedException {
        long start = System.nanoTime();
        Deadline deadline = Deadline.in(task.timeout());
        FoundDocker found = docker.found();
        List<String> unmet = BuildDemands.unmet(task, found.engine());
        if (!unmet.isEmpty()) {
            throw BuildFault.failed(task, String.join(". ", unmet));
        }
        DockerClient client = found.client(task.recipe().buildkit());
        try (PrivateDirectory directory = PrivateDirectory.in(temporary)) {
            Path files = Files.createDirectory(directory.path().resolve("context"));
            unpack(task, context, files, deadline);
            Path idFile = directory.path().resolve("id");
            Path dockerfile = dockerfile(task, directory, files);
            Command build = BuildCommands.build(client, found.engine(), task, dockerfile, idFile);
            run(task, secrets.addTo(build, task.recipe().secrets()).with(files.toString()), log, deadline);
            String id = Files.readString(idFile).strip();
            checkArchitecture(task, client, id);
            return new BuiltImage(id, Duration.ofNanos(System.nanoTime() - start));
        } catch (ImageException e) {
            throw e;
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    BuildFault.cannot(task) + ": trouble with files below " + temporary + ": " + e,
                    e);
        }
    }

    private static void unpack(BuildTask task, BuildContext context, Path files, Deadline deadline)
            throws ImageException, InterruptedException {
        try {
            new Runner(positive(task, deadline, "its files were prepared"))
                    .follow(BuildCommands.unpack(files), context::writeTo, line -> {})
                    .orFail("tar could not unpack the files to build from");
        } catch (CommandException e) {
            throw e.reason() == Reason.TIMED_OUT
                    ? BuildFault.tooLong(task, "its files were prepared")
                    : new ImageException(
                            ImageException.Kind.FAILED,
                            BuildFault.cannot(task) + ": "
                                    + (e.reason() == Reason.BROKEN ? e.getCause() : e).getMessage(),
                            e);
        }
    }

    private static Path dockerfile(BuildTask task, PrivateDirectory directory, Path files) throws IOException {
        Dockerfile dockerfile = task.recipe().dockerfile();
        if (dockerfile instanceof Dockerfile.Contents contents) {
            // Beside the context, so that COPY does not see it.
            return directory.write("Dockerfile", contents.text().getBytes(StandardCharsets.UTF_8));
        }
        String path = ((Dockerfile.At) dockerfile).path();
        try {
            Path file = files.resolve(path).normalize();
            // The client would follow a link to any file of this machine and quote it in an error.
            if (Files.isRegularFile(file) && file.toRealPath().startsWith(files.toRealPath())) {
                return file;
            }
        } catch (InvalidPathException e) {
            // No file can have such a name here.
        }
        throw BuildFault.noDockerfile(task, path);
    }

    private void run(BuildTask task, Command command, Consumer<String> log, Deadline deadline)
            throws ImageException, InterruptedException {
        BuildSteps steps = new BuildSteps();
        Consumer<String> lines = line -> {
            steps.add(line);
            log.accept(line);
        };
        try {
            Finished<Void> finished =
                    new Runner(positive(task, deadline, "it was started")).follow(command, InputWriter.NOTHING, lines);
            if (!finished.succeeded()) {
                throw BuildFault.failed(task, steps.failure(finished.last()));
            }
        } catch (CommandException e) {
            throw e.reason() == Reason.TIMED_OUT
                    ? BuildFault.tooLong(task, steps)
                    : new ImageException(
                            ImageException.Kind.FAILED, BuildFault.cannot(task) + ": " + e.getMessage(), e);
        }
    }

    private static void checkArchitecture(BuildTask task, DockerClient client, String id)
            throws ImageException, InterruptedException {
        try {
            JsonNode image = JSON.readTree(new Runner(INSPECT)
                    .capture(BuildCommands.inspect(client, id), LARGEST_ANSWER)
                    .orFail("the engine does not know the image " + id + " that it built"));
            String architecture = image.path("Architecture").asText();
            if (!architecture.equals(BuildEngine.goName(task.architecture()))) {
                throw BuildFault.wrongArchitecture(task, architecture);
            }
        } catch (JsonProcessingException | CommandException e) {
            throw new ImageException(ImageException.Kind.FAILED, BuildFault.cannot(task) + ": " + e.getMessage(), e);
        }
    }

    private static Duration positive(BuildTask task, Deadline deadline, String where) throws ImageException {
        if (deadline.hasPassed()) {
            throw BuildFault.tooLong(task, "after " + where);
        }
        return deadline.left();
    }
}
