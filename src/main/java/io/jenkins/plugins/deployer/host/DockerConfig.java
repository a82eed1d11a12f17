package io.jenkins.plugins.deployer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * What a user has told the docker client about engines: environment variables, and the files below {@code ~/.docker}
 * or {@code DOCKER_CONFIG}.
 *
 * @param directory of the client's files
 */
record DockerConfig(Path directory, Map<String, String> environment) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static DockerConfig of(Map<String, String> environment) {
        String configured = environment.getOrDefault("DOCKER_CONFIG", "");
        Path directory = configured.isEmpty() ? SshTarget.home(environment).resolve(".docker") : Path.of(configured);
        return new DockerConfig(directory, environment);
    }

    /** As for the docker client, an empty variable is none. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Where the certificates for {@code tcp://} are; empty if the environment asks for no TLS. */
    Optional<Path> tlsOfEnvironment() {
        Optional<Path> named = variable("DOCKER_CERT_PATH").map(Path::of);
        boolean asked = variable("DOCKER_TLS_VERIFY").isPresent()
                || variable("DOCKER_TLS").isPresent();
        return asked ? named.or(() -> Optional.of(directory)) : named;
    }

    /** The context that the client would use; empty if that is its built-in one. */
    Optional<String> currentContext() throws EngineException {
        Optional<String> named = variable("DOCKER_CONTEXT");
        if (named.isEmpty() && Files.exists(directory.resolve("config.json"))) {
            named = Optional.of(read(directory.resolve("config.json"))
                    .path("currentContext")
                    .asText(""));
        }
        return named.filter(name -> !name.isEmpty() && !name.equals("default"));
    }

    /**
     * A context that {@code docker context create} made.
     *
     * @param tls where its certificates are, if it has some
     */
    record Context(String host, Optional<Path> tls) {}

    Context context(String name) throws EngineException {
        String id = sha256(name);
        Path meta = directory.resolve("contexts/meta").resolve(id).resolve("meta.json");
        if (!Files.exists(meta)) {
            throw EngineException.lasting(
                    "there is no Docker context " + name + " in " + directory
                            + "; docker context ls shows those there are",
                    null);
        }
        JsonNode endpoint = read(meta).at("/Endpoints/docker");
        if (endpoint.path("SkipTLSVerify").asBoolean(false)) {
            throw EngineException.lasting(
                    "the Docker context " + name
                            + " says not to verify the engine's certificate, which is always done here;"
                            + " give the context the engine's ca.pem",
                    null);
        }
        String host = endpoint.path("Host").asText("");
        if (host.isEmpty()) {
            throw EngineException.lasting("the Docker context " + name + " in " + meta + " names no host", null);
        }
        Path tls = directory.resolve("contexts/tls").resolve(id).resolve("docker");
        return new Context(host, Optional.of(tls).filter(Files::isDirectory));
    }

    private static JsonNode read(Path file) throws EngineException {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw EngineException.lasting("the docker client's " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
