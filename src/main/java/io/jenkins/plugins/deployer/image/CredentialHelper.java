package io.jenkins.plugins.deployer.image;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.process.CommandException;
import io.jenkins.plugins.deployer.process.Finished;
import io.jenkins.plugins.deployer.process.Runner;
import io.jenkins.plugins.deployer.process.SearchPath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A program that keeps logins for Docker (github.com/docker/docker-credential-helpers): {@code docker-credential-NAME
 * get} reads the server from its input and prints JSON.
 *
 * @param path where the program is looked for
 */
record CredentialHelper(String name, SearchPath path) {
    private static final Runner RUNNER = new Runner(Duration.ofSeconds(60));
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LIMIT = 1024 * 1024;

    /** What helpers say, on standard output, when all is well but they have no such login. */
    private static final String NOT_FOUND = "credentials not found";

    private static final int LONGEST_REASON = 300;

    /**
     * @param server as the helper knows it
     * @return empty if it has no login there
     */
    Optional<Login> get(String server) throws ImageException, InterruptedException {
        Finished<String> run;
        try {
            run = RUNNER.read(
                    Command.of(file(server).toString(), "get"),
                    input -> input.write(server.getBytes(StandardCharsets.UTF_8)),
                    output -> new String(output.readNBytes(LIMIT), StandardCharsets.UTF_8));
        } catch (CommandException e) {
            throw failure(server, e.getMessage(), e);
        }
        String output = run.output().strip();
        if (run.succeeded()) {
            return login(server, output);
        }
        if (output.toLowerCase(Locale.ROOT).contains(NOT_FOUND)) {
            return Optional.empty();
        }
        String reason = output.isEmpty() ? run.last().strip() : output;
        throw failure(
                server,
                "it ended with code " + run.exit() + ": "
                        + (reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason),
                null);
    }

    private Path file(String server) throws ImageException {
        List<Path> found = path.all(program());
        if (found.isEmpty()) {
            throw failure(
                    server,
                    "it is in no directory of PATH (" + path
                            + "); install it, or take it out of Docker's configuration and log in with 'docker login'",
                    null);
        }
        return found.get(0);
    }

    private Optional<Login> login(String server, String output) throws ImageException {
        try {
            JsonNode json = JSON.readTree(output);
            String user = json.path("Username").asText();
            String secret = json.path("Secret").asText();
            return user.isEmpty() || secret.isEmpty() ? Optional.empty() : Optional.of(new Login(user, secret));
        } catch (JacksonException e) {
            // The cause would quote the output, which has the secret.
            throw failure(server, "it did not print JSON", null);
        }
    }

    private ImageException failure(String server, String reason, Throwable cause) {
        return new ImageException(
                ImageException.Kind.DENIED,
                "the credential helper " + program() + " could not give the login for " + server + ": " + reason,
                cause);
    }

    private String program() {
        return "docker-credential-" + name;
    }
}
