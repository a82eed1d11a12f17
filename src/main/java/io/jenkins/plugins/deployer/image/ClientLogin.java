package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.deployer.process.PrivateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * The login of one registry in a configuration of the docker client, so that it is on no command line and not in the
 * user's own configuration.
 */
public final class ClientLogin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIGURATION = "config.json";
    private static final String CONTEXTS = "contexts";

    private ClientLogin() {}

    /**
     * Writes a configuration with that login and nothing else of the user's, but for the choice of the engine.
     *
     * @param directory private, and empty
     * @param user the user's own configuration directory, which need not exist
     * @return the value for {@code DOCKER_CONFIG}
     */
    static Path write(PrivateDirectory directory, Path user, String registry, Optional<Login> login)
            throws IOException {
        ObjectNode configuration = JSON.createObjectNode();
        login.ifPresent(known -> addTo(configuration.putObject("auths"), registry, known));
        currentContext(user).ifPresent(context -> configuration.put("currentContext", context));
        if (Files.isDirectory(user.resolve(CONTEXTS))) {
            Files.createSymbolicLink(
                    directory.path().resolve(CONTEXTS), user.toAbsolutePath().resolve(CONTEXTS));
        }
        directory.write(CONFIGURATION, JSON.writeValueAsBytes(configuration));
        return directory.path();
    }

    /**
     * The user's configuration with one more login, in place of what it had for that registry, whether in the file or in
     * a credential helper.
     *
     * @param configuration the user's {@code config.json}; what is no JSON counts as empty, as it does to the client
     */
    public static byte[] added(String configuration, String registry, Login login) throws JsonProcessingException {
        ObjectNode merged = JSON.createObjectNode();
        try {
            if (JSON.readTree(configuration) instanceof ObjectNode known) {
                merged = known;
            }
        } catch (JsonProcessingException e) {
            // The client itself warns of it and goes on.
            merged.removeAll();
        }
        addTo(object(merged, "auths"), registry, login);
        String key = new RegistryAddress(registry).loginKey();
        if (merged.has("credsStore") || merged.path("credHelpers").has(key)) {
            // No helper's name: the client then looks into the file.
            object(merged, "credHelpers").put(key, "");
        }
        return JSON.writeValueAsBytes(merged);
    }

    private static ObjectNode object(ObjectNode parent, String field) {
        return parent.get(field) instanceof ObjectNode object ? object : parent.putObject(field);
    }

    private static void addTo(ObjectNode auths, String registry, Login login) {
        ObjectNode entry = auths.putObject(new RegistryAddress(registry).loginKey());
        if (login.isIdentityToken()) {
            entry.put("identitytoken", login.password());
        } else {
            String pair = login.user() + ":" + login.password();
            entry.put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Optional<String> currentContext(Path user) {
        try {
            JsonNode configuration = JSON.readTree(Files.readAllBytes(user.resolve(CONFIGURATION)));
            return Optional.ofNullable(configuration.path("currentContext").textValue());
        } catch (JsonProcessingException e) {
            // The client itself warns of it and goes on.
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
