package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.deployer.rules.Architecture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The engine that builds on some machine, and the docker clients there that reach it. A machine may have several, of which
 * only one can use BuildKit.
 *
 * @param clients in the order of the search path; never empty
 */
record FoundDocker(List<DockerClient> clients, BuildEngine engine) {
    private static final ObjectMapper JSON = new ObjectMapper();

    FoundDocker {
        clients = List.copyOf(clients);
    }

    /**
     * What a client said about itself.
     *
     * @param versions the output of {@code docker version --format '{{json .}}'}; empty if that failed
     * @param failure what it said instead
     */
    record Answer(Path program, String versions, String failure, boolean hasBuildx) {}

    /**
     * Where it was asked.
     *
     * @param environment what clients are run with in addition
     * @param endpoint the value of {@code DOCKER_HOST}; empty if it is not set
     * @param searchPath where programs are looked for, for people
     * @param emulated what the kernel runs through an emulator; counts only if the engine is on that machine
     */
    record Machine(
            Map<String, String> environment,
            Optional<String> endpoint,
            String searchPath,
            Set<Architecture> emulated) {}

    /** @throws ImageException if there is no client, or none reaches the engine */
    static FoundDocker of(Machine machine, List<Answer> answers) throws ImageException {
        if (answers.isEmpty()) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    "Cannot build images: there is no docker on PATH (" + machine.searchPath()
                            + "). Install it (Debian package docker.io or docker-ce-cli)");
        }
        List<DockerClient> clients = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        Optional<BuildEngine> engine = Optional.empty();
        for (Answer answer : answers) {
            JsonNode versions = json(answer.versions());
            if (versions.path("Server").isObject()) {
                DockerVersion version = new DockerVersion(
                        versions.path("Client").path("Version").asText());
                clients.add(new DockerClient(answer.program(), machine.environment(), version, answer.hasBuildx()));
                engine = engine.or(() -> Optional.of(engine(versions.path("Server"), machine)));
            } else {
                failures.add(answer.program() + " says: " + answer.failure().strip());
            }
        }
        if (engine.isEmpty()) {
            throw new ImageException(
                    ImageException.Kind.UNAVAILABLE,
                    "Cannot reach the Docker engine"
                            + machine.endpoint().map(host -> " at " + host).orElse("") + ". "
                            + String.join("; ", failures));
        }
        return new FoundDocker(clients, engine.get());
    }

    private static BuildEngine engine(JsonNode server, Machine machine) {
        boolean here = machine.endpoint()
                .filter(endpoint -> !endpoint.isEmpty() && !endpoint.startsWith("unix:"))
                .isEmpty();
        return new BuildEngine(
                new DockerVersion(server.path("Version").asText()),
                server.path("Arch").asText(),
                server.path("Experimental").asBoolean(),
                here ? machine.emulated() : Set.of());
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Some other program of that name: it knows no engine of ours.
            return JSON.createObjectNode();
        }
    }

    /** The first client on the path that reaches the engine. */
    DockerClient client() {
        return clients.get(0);
    }

    /** The first client on the path that reaches the engine and can do what a build needs. */
    DockerClient client(boolean buildkit) throws ImageException {
        return buildkit ? buildKitClient() : client();
    }

    private DockerClient buildKitClient() throws ImageException {
        return clients.stream()
                .filter(DockerClient::canUseBuildKit)
                .findFirst()
                .orElseThrow(() -> new ImageException(
                        ImageException.Kind.FAILED,
                        "Cannot build with BuildKit: "
                                + String.join(
                                        " and ",
                                        clients.stream()
                                                .map(DockerClient::toString)
                                                .toList())
                                + " lacks the buildx component. Install it (Debian"
                                + " package docker-buildx or docker-buildx-plugin), or set buildkit: false"));
    }
}
