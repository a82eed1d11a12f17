package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.process.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins that {@code docker login} left in the user's Docker configuration, or with the credential helpers that it
 * names (docs.docker.com/reference/cli/docker/login, "Credential stores"). The file is read each time, because people
 * log in while we run. Safe for use by several threads.
 */
public final class DockerConfigLogins implements Logins {
    private static final JsonMapper JSON = new JsonMapper();

    /** Docker Hub's names, its usual one first. */
    private static final List<String> DOCKER_HUB =
            List.of("https://index.docker.io/v1/", "index.docker.io", "docker.io", "registry-1.docker.io");

    private final Path file;
    private final SearchPath helpers;

    private DockerConfigLogins(Path file, SearchPath helpers) {
        this.file = file;
        this.helpers = helpers;
    }

    /** The configuration of the user of this process. */
    public static DockerConfigLogins ofUser() {
        return in(userDirectory(System.getenv()));
    }

    /** Where docker looks for it: {@code DOCKER_CONFIG}, else below {@code HOME}, which need not be what Java takes for it. */
    static Path userDirectory(Map<String, String> environment) {
        String directory = environment.getOrDefault("DOCKER_CONFIG", "");
        return directory.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".docker")
                : Path.of(directory);
    }

    /** The configuration in this directory, which need not exist. */
    public static DockerConfigLogins in(Path directory) {
        return in(directory, SearchPath.ofThisProcess());
    }

    /** @param helpers where credential helpers are looked for */
    static DockerConfigLogins in(Path directory, SearchPath helpers) {
        return new DockerConfigLogins(directory.resolve("config.json"), helpers);
    }

    @Override
    public Optional<Login> find(String registry) throws IOException, InterruptedException {
        JsonNode config = read();
        List<String> names = new RegistryAddress(registry).isDockerHub() ? DOCKER_HUB : List.of(registry);
        Optional<String> own = names.stream()
                .map(name -> config.path("credHelpers").path(name).asText())
                .filter(helper -> !helper.isEmpty())
                .findFirst();
        if (own.isPresent()) {
            return ask(own.get(), names);
        }
        String store = config.path("credsStore").asText();
        Optional<Login> stored = store.isEmpty() ? Optional.empty() : ask(store, names);
        return stored.isPresent() ? stored : written(config.path("auths"), names);
    }

    private JsonNode read() throws ImageException {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return JSON.createObjectNode();
        } catch (JacksonException e) {
            // Without the cause, which would quote the file.
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    "Docker's configuration " + file + " is not JSON (line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
                            + "); repair it, or move it away and log in with 'docker login'");
        } catch (IOException e) {
            throw new ImageException(
                    ImageException.Kind.FAILED,
                    "Docker's configuration " + file + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private Optional<Login> ask(String helper, List<String> names) throws ImageException, InterruptedException {
        return new CredentialHelper(helper, helpers).get(names.get(0));
    }

    private Optional<Login> written(JsonNode auths, List<String> names) throws ImageException {
        for (Iterator<Map.Entry<String, JsonNode>> entries = auths.fields(); entries.hasNext(); ) {
            Map.Entry<String, JsonNode> entry = entries.next();
            if (names.contains(entry.getKey()) || names.contains(host(entry.getKey()))) {
                Optional<Login> login = login(entry.getKey(), entry.getValue());
                if (login.isPresent()) {
                    return login;
                }
            }
        }
        return Optional.empty();
    }

    /** Old clients wrote {@code https://HOST/v1/}. */
    private static String host(String server) {
        return server.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    }

    private Optional<Login> login(String server, JsonNode entry) throws ImageException {
        String token = entry.path("identitytoken").asText();
        if (!token.isEmpty()) {
            return Optional.of(Login.identityToken(token));
        }
        String auth = entry.path("auth").asText();
        if (auth.isEmpty()) {
            String user = entry.path("username").asText();
            return user.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Login(user, entry.path("password").asText()));
        }
        String pair = decoded(auth);
        int colon = pair.indexOf(':');
        if (colon <= 0) {
            throw new ImageException(
                    ImageException.Kind.DENIED,
                    "the login for " + server + " in " + file
                            + " is damaged: it is not USER:PASSWORD in Base64; log in again with 'docker login'");
        }
        return Optional.of(new Login(pair.substring(0, colon), pair.substring(colon + 1)));
    }

    /** Docker pads short values with NUL. */
    private static String decoded(String auth) {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).replaceFirst("\0+$", "");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
