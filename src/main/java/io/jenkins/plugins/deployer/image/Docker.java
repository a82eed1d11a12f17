package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.process.SearchPath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The engine that builds, through the docker clients of this machine. What clients and engine can do is found out once, when
 * first needed. A machine may have several clients, of which only one can use BuildKit. Safe for use by several threads.
 */
public final class Docker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final int ANSWER = 1 << 20;

    private final SearchPath programs;
    private final Map<String, String> environment;
    private Optional<Found> found = Optional.empty();

    /** What was found out. */
    private record Found(List<DockerClient> clients, BuildEngine engine) {}

    /** The clients on PATH, with the environment of this process. */
    public Docker() {
        this(SearchPath.ofThisProcess(), Map.of());
    }

    /**
     * @param programs where the program {@code docker} is looked for
     * @param environment what it is run with in addition to the environment of this process, {@code DOCKER_HOST} for
     *     example
     */
    public Docker(SearchPath programs, Map<String, String> environment) {
        this.programs = programs;
        this.environment = Map.copyOf(environment);
    }

    /** A variable as the clients see it; empty if it is not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.getOrDefault(name, System.getenv(name)));
    }

    /** The engine, as it was when it was first asked. */
    BuildEngine engine() throws ImageException, InterruptedException {
        return found().engine();
    }

    /** The first client on the path that reaches the engine. */
    DockerClient client() throws ImageException, InterruptedException {
        return found().clients().get(0);
    }

    /** The first client on the path that reaches the engine and can use BuildKit. */
    DockerClient buildKitClient() throws ImageException, InterruptedException {
        Predicate<DockerClient> able = DockerClient::canUseBuildKit;
        return found().clients().stream()
                .filter(able)
                .findFirst()
                .orElseThrow(() -> new ImageException(
                        ImageException.Kind.FAILED,
                        "Cannot build with BuildKit: " + unableClients()
                                + " lacks the buildx component. Install it (Debian"
                                + " package docker-buildx or docker-buildx-plugin), or set buildkit: false"));
    }

    private synchronized String unableClients() {
        return String.join(
                " and ",
                found.orElseThrow().clients().stream()
                        .map(DockerClient::toString)
                        .toList());
    }

    private synchronized Found found() throws ImageException, InterruptedException {
        if (found.isEmpty()) {
            found = Optional.of(probe());
        }
        return found.get();
    }

    private Found probe() throws ImageException, InterruptedException {
        Map<Path, Path> candidates = new LinkedHashMap<>();
        programs.all("docker").forEach(program -> candidates.putIfAbsent(real(program), program));
        if (candidates.isEmpty()) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    "Cannot build images: there is no docker on PATH (" + programs
                            + "). Install it (Debian package docker.io or docker-ce-cli)");
        }
        List<DockerClient> clients = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Optional<BuildEngine> engine = Optional.empty();
        for (Path program : candidates.values()) {
            Finished<String> finished = run(command(program, "version", "--format", "{{json .}}"));
            JsonNode versions = json(finished.output());
            if (finished.succeeded() && versions.path("Server").isObject()) {
                clients.add(client(program, versions.path("Client")));
                engine = engine.or(() -> Optional.of(engine(versions.path("Server"))));
            } else {
                failures.add(program + " says: " + finished.last().strip());
            }
        }
        if (engine.isEmpty()) {
            throw new ImageException(
                    ImageException.Kind.UNAVAILABLE,
                    "Cannot reach the Docker engine"
                            + variable("DOCKER_HOST").map(host -> " at " + host).orElse("") + ". "
                            + String.join("; ", failures));
        }
        return new Found(clients, engine.get());
    }

    private DockerClient client(Path program, JsonNode json) throws ImageException, InterruptedException {
        DockerVersion version = new DockerVersion(json.path("Version").asText());
        boolean buildx = run(command(program, "buildx", "version")).succeeded();
        return new DockerClient(program, environment, version, buildx);
    }

    private BuildEngine engine(JsonNode json) {
        return new BuildEngine(
                new DockerVersion(json.path("Version").asText()),
                json.path("Arch").asText(),
                json.path("Experimental").asBoolean(),
                Emulators.behind(variable("DOCKER_HOST").orElse("")));
    }

    private Command command(Path program, String... arguments) {
        return Command.of(program.toString(), arguments).withEnvironment(environment);
    }

    private static Finished<String> run(Command command) throws ImageException, InterruptedException {
        try {
            return new Runner(PROBE).capture(command, ANSWER);
        } catch (CommandException e) {
            throw new ImageException(
                    ImageException.Kind.UNAVAILABLE, "Cannot ask the Docker client about itself: " + e.getMessage(), e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Some other program of that name: it knows no engine of ours.
            return JSON.createObjectNode();
        }
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException e) {
            return program;
        }
    }
}
