package io.jenkins.plugins.deployer.image;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.BuildTask;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandFile;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import io.jenkins.plugins.deployer.rules.Dockerfile;
import io.jenkins.plugins.deployer.rules.ImageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A build that a shell script makes and pushes on another machine, in a Git repository that has the commit. It builds what
 * {@link ImageBuilder} would build, with the same commands and the same words for what goes wrong. All decisions are made
 * here, before; the script carries them out while nobody may be listening.
 *
 * <p>The script gets its values from {@link #files}, in a directory that only its user can read, and from {@link
 * #environment}. It leaves there the digest or, if it fails, what {@link BuildLog#failure} understands.
 */
public final class ScriptedBuild {
    /** The variable with the absolute path of the directory that has the {@link #files}. */
    public static final String DIRECTORY = "DEPLOYER_BUILD";

    /** The variable by which everything is found that the script started, itself included; of the same value. */
    public static final String MARK = "DEPLOYER_TASK";

    /** The file that is written every few seconds while the build lives. */
    public static final String ALIVE = "alive";

    /** The file with the digest, once the build has succeeded. */
    public static final String DIGEST = "digest";

    /**
     * How the files begin that have the unikernels of an image that is not pushed, with their number from 1 on behind that;
     * one that the image does not have is missing. They stay there, as the digest does.
     */
    public static final String BINARY = "binary-";

    /** The file that says why it failed. */
    public static final String FAILURE = "failure";

    /** A push that goes on failing for so long is given up. */
    private static final int PUSH_SECONDS = 600;

    private final Map<String, byte[]> files;
    private final Map<String, String> environment;
    private final List<String> notes;

    private ScriptedBuild(Map<String, byte[]> files, Map<String, String> environment, List<String> notes) {
        this.files = files;
        this.environment = Map.copyOf(environment);
        this.notes = List.copyOf(notes);
    }

    /** The program, which is always the same, for {@code /bin/sh}. */
    public static String script() {
        return Script.text("build.sh");
    }

    /**
     * What is to be built.
     *
     * @param revision what it is built from; a change request is built as it is found in the repository, its merge
     *     included
     * @param place where it is pushed; empty for nowhere
     * @param trusted whether the build may have secrets and a login, and be pushed; never that of a change request, which
     *     anybody may open
     */
    public record Order(BuildTask task, Revision revision, Optional<ImageName> place, boolean trusted) {
        public Order {
            requireNonNull(task);
            trusted = trusted && !(revision.head() instanceof Head.ChangeRequest);
            place = trusted ? place.filter(name -> name.tag().isPresent()) : Optional.empty();
        }

        /** What the build may read. */
        public List<BuildSecret> secrets() {
            return trusted ? task.recipe().secrets() : List.of();
        }
    }

    /**
     * What is at hand.
     *
     * @param docker on the machine
     * @param credentials the values of those credentials that the {@link Order#secrets} name, by their id
     * @param environment whether the machine has an environment variable of that name for the build
     * @param login at the registry of the order's place
     */
    public record Means(
            DockerProbe docker,
            Map<String, byte[]> credentials,
            Predicate<String> environment,
            Optional<Login> login) {}

    /** @throws ImageException if the machine cannot do what the recipe asks for, or a secret is missing */
    public static ScriptedBuild of(Order order, Means means) throws ImageException {
        BuildTask task = order.task();
        FoundDocker docker = means.docker().docker();
        List<String> unmet = BuildDemands.unmet(task, docker.engine());
        if (!unmet.isEmpty()) {
            throw BuildFault.failed(task, String.join(". ", unmet));
        }
        DockerClient client = docker.client(task.recipe().buildkit());
        Map<String, byte[]> files = new LinkedHashMap<>();
        Map<String, String> environment = environment(order);
        Path dockerfile = dockerfile(task.recipe().dockerfile(), files, environment);
        Command build = BuildCommands.build(client, docker.engine(), task, dockerfile, Path.of("id"));
        build = addSecrets(build, order, means, files);
        put(files, "build", CommandFile.of(build));
        put(files, "inspect", CommandFile.of(client.command("image", "inspect", "--format", "{{.Architecture}}")));
        if (order.place().isPresent()) {
            ImageName name = order.place().get();
            put(files, "tag", CommandFile.of(docker.client().command("image", "tag")));
            put(files, "push", CommandFile.of(BuildCommands.push(docker.client(), name)));
            addLogin(name.registry(), means, files);
        } else if (!task.binaries().isEmpty()) {
            put(
                    files,
                    "binaries",
                    task.binaries().stream()
                            .map(binary -> CommandFile.escaped(binary.path()) + "\n")
                            .collect(Collectors.joining()));
            put(
                    files,
                    "create",
                    CommandFile.of(docker.client()
                            .command("container", "create", "--network=none")
                            .without(Set.of("DOCKER_DEFAULT_PLATFORM"))));
            put(files, "copy", CommandFile.of(docker.client().command("container", "cp", "--follow-link")));
            put(files, "remove", CommandFile.of(docker.client().command("container", "rm", "--volumes")));
        }
        // Jenkins, for one, passes no empty variables on.
        environment.values().removeIf(String::isEmpty);
        return new ScriptedBuild(files, environment, notes(order));
    }

    private static Map<String, String> environment(Order order) {
        Map<String, String> environment = new LinkedHashMap<>();
        BuildTask task = order.task();
        environment.put(
                "DEPLOYER_COMMIT",
                order.revision().head() instanceof Head.ChangeRequest
                        ? ""
                        : order.revision().commit());
        environment.put("DEPLOYER_INCLUDE_GIT", task.recipe().includeGit() ? "yes" : "");
        environment.put("DEPLOYER_ARCHITECTURE", BuildEngine.goName(task.architecture()));
        environment.put("DEPLOYER_SECONDS", Long.toString(task.timeout().toSeconds()));
        environment.put("DEPLOYER_NAME", order.place().map(ImageName::toString).orElse(""));
        environment.put("DEPLOYER_PUSH_SECONDS", Integer.toString(PUSH_SECONDS));
        environment.put("DEPLOYER_DENIED", PushFailure.DENIED.pattern());
        environment.put("DEPLOYER_PASSING", PushFailure.TRANSIENT.pattern());
        return environment;
    }

    /** @return from the directory of the files */
    private static Path dockerfile(Dockerfile dockerfile, Map<String, byte[]> files, Map<String, String> environment) {
        if (dockerfile instanceof Dockerfile.Contents contents) {
            // Beside the context, so that COPY does not see it.
            put(files, "Dockerfile", contents.text());
            environment.put("DEPLOYER_DOCKERFILE", "");
            return Path.of("Dockerfile");
        }
        String path = ((Dockerfile.At) dockerfile).path();
        environment.put("DEPLOYER_DOCKERFILE", path);
        return Path.of("context", path);
    }

    private static Command addSecrets(Command build, Order order, Means means, Map<String, byte[]> files)
            throws ImageException {
        Command command = build;
        StringBuilder paths = new StringBuilder();
        for (BuildSecret secret : order.secrets()) {
            String id = "id=" + secret.id();
            if (secret.source() instanceof BuildSecret.File file) {
                paths.append(CommandFile.escaped(file.path())).append('\n');
                command = command.with("--secret", id + ",src=" + file.path());
            } else if (secret.source() instanceof BuildSecret.Environment variable) {
                if (!means.environment().test(variable.variable())) {
                    throw BuildFault.missing(secret, variable);
                }
                command = command.with("--secret", id + ",env=" + variable.variable());
            } else {
                BuildSecret.Credential credential = (BuildSecret.Credential) secret.source();
                byte[] value = means.credentials().get(credential.id());
                if (value == null) {
                    throw BuildFault.notForJob(secret, credential);
                }
                String file = "secret-" + (files.size() + 1);
                files.put(file, value);
                command = command.with("--secret", id + ",src=" + file);
            }
        }
        put(files, "secret-files", paths.toString());
        return command;
    }

    private static void addLogin(String registry, Means means, Map<String, byte[]> files) throws ImageException {
        if (means.login().isEmpty()) {
            return;
        }
        try {
            files.put(
                    "docker/config.json",
                    ClientLogin.added(
                            means.docker().configuration(),
                            registry,
                            means.login().get()));
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED, "Cannot write the login for " + registry + ": " + e.getMessage(), e);
        }
    }

    private static List<String> notes(Order order) {
        List<BuildSecret> all = order.task().recipe().secrets();
        return all.equals(order.secrets())
                ? List.of()
                : List.of("What may not be pushed gets no secrets, so this build goes without "
                        + String.join(", ", all.stream().map(BuildSecret::id).toList()));
    }

    private static void put(Map<String, byte[]> files, String name, String text) {
        files.put(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The files by their paths in the directory, which has no other files; nobody else may read them. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** The variables of the script, but for {@link #DIRECTORY}. */
    public Map<String, String> environment() {
        return environment;
    }

    /** What people should know before it begins, in one line each. */
    public List<String> notes() {
        return notes;
    }
}
