package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.plan.BuildKey;
import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.BuildTask.Recipe;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.rules.Architecture;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.UnikernelTarget;
import io.jenkins.plugins.deployer.source.BuildContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something to build, around the static busybox of this machine, so that nothing has to be pulled. */
public final class Project {
    /** How an image of it begins; every later line may run a shell. */
    public static final String BASE =
            """
            FROM scratch
            COPY busybox /bin/busybox
            SHELL ["/bin/busybox", "sh", "-c"]
            ENV PATH=/bin
            RUN busybox --install -s /bin
            """;

    private final Path directory;

    private Project(Path directory) {
        this.directory = directory;
    }

    public static Project in(Path directory, String dockerfile) throws IOException {
        Project project = new Project(directory);
        Path busybox = List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox")).stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Files.copy(busybox, directory.resolve("busybox"));
        return project.write("Dockerfile", dockerfile);
    }

    Path directory() {
        return directory;
    }

    Project write(String name, String content) throws IOException {
        Files.createDirectories(directory.resolve(name).getParent());
        Files.writeString(directory.resolve(name), content);
        return this;
    }

    BuildContext context() {
        return stream -> {
            try {
                new Runner(Duration.ofMinutes(1))
                        .read(
                                Command.of("tar", "-c", "-f", "-", ".").in(directory),
                                InputWriter.NOTHING,
                                output -> output.transferTo(stream))
                        .orFail("Cannot pack the project");
            } catch (CommandException e) {
                throw new IOException(e.getMessage(), e);
            }
        };
    }

    /** How something is built; the setters answer a changed copy. */
    record Wish(Recipe recipe, Architecture architecture, Duration timeout, List<BuildTask.Binary> binaries) {
        Wish(Recipe recipe, Architecture architecture, Duration timeout) {
            this(recipe, architecture, timeout, List.of());
        }

        static Wish plain(boolean buildkit) {
            return new Wish(
                    new Recipe(
                            new Dockerfile.At("Dockerfile"),
                            Map.of(),
                            Optional.empty(),
                            false,
                            buildkit,
                            false,
                            List.of(),
                            List.of(),
                            Optional.empty()),
                    System.getProperty("os.arch").equals("aarch64") ? Architecture.ARM64 : Architecture.X86_64,
                    Duration.ofMinutes(5));
        }

        Wish dockerfile(Dockerfile dockerfile) {
            return with(
                    dockerfile,
                    recipe.arguments(),
                    recipe.target(),
                    recipe.squash(),
                    recipe.secrets(),
                    recipe.ulimits());
        }

        Wish arguments(Map<String, String> arguments) {
            return with(
                    recipe.dockerfile(),
                    arguments,
                    recipe.target(),
                    recipe.squash(),
                    recipe.secrets(),
                    recipe.ulimits());
        }

        Wish target(String target) {
            return with(
                    recipe.dockerfile(),
                    recipe.arguments(),
                    Optional.of(target),
                    recipe.squash(),
                    recipe.secrets(),
                    recipe.ulimits());
        }

        Wish squash() {
            return with(
                    recipe.dockerfile(), recipe.arguments(), recipe.target(), true, recipe.secrets(), recipe.ulimits());
        }

        Wish secrets(BuildSecret... secrets) {
            return with(
                    recipe.dockerfile(),
                    recipe.arguments(),
                    recipe.target(),
                    recipe.squash(),
                    List.of(secrets),
                    recipe.ulimits());
        }

        Wish ulimits(String... ulimits) {
            return with(
                    recipe.dockerfile(),
                    recipe.arguments(),
                    recipe.target(),
                    recipe.squash(),
                    recipe.secrets(),
                    List.of(ulimits));
        }

        Wish architecture(Architecture other) {
            return new Wish(recipe, other, timeout);
        }

        Wish timeout(Duration other) {
            return new Wish(recipe, architecture, other);
        }

        BuildTask task() {
            return new BuildTask(
                    new BuildKey("0".repeat(64)),
                    "web",
                    architecture,
                    "linux-" + architecture,
                    timeout,
                    recipe,
                    Optional.empty(),
                    binaries);
        }

        /** Unikernels for hvt that are at these paths. */
        Wish unikernels(String... paths) {
            Recipe changed = new Recipe(
                    recipe.dockerfile(),
                    recipe.arguments(),
                    recipe.target(),
                    recipe.squash(),
                    recipe.buildkit(),
                    recipe.includeGit(),
                    recipe.secrets(),
                    recipe.ulimits(),
                    Optional.of(UnikernelTarget.HVT));
            List<BuildTask.Binary> all = List.of(paths).stream()
                    .map(path -> new BuildTask.Binary(path, List.of()))
                    .toList();
            return new Wish(changed, architecture, timeout, all);
        }

        private Wish with(
                Dockerfile dockerfile,
                Map<String, String> arguments,
                Optional<String> target,
                boolean squash,
                List<BuildSecret> secrets,
                List<String> ulimits) {
            Recipe changed = new Recipe(
                    dockerfile,
                    arguments,
                    target,
                    squash,
                    recipe.buildkit(),
                    recipe.includeGit(),
                    secrets,
                    ulimits,
                    recipe.unikernel());
            return new Wish(changed, architecture, timeout);
        }
    }
}
