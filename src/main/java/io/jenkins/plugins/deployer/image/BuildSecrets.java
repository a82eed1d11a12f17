package io.jenkins.plugins.deployer.image;

import io.jenkins.plugins.deployer.process.Command;
import io.jenkins.plugins.deployer.rules.BuildSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Hands build secrets to the docker client: a file by its name, any other value in a variable of the client's own
 * environment. So a value is never on a command line, on a disk or in a layer, and is masked in the log.
 */
final class BuildSecrets {
    private final BuildCredentials credentials;
    private final Docker docker;

    BuildSecrets(Docker docker, BuildCredentials credentials) {
        this.docker = docker;
        this.credentials = credentials;
    }

    /** Adds the secrets to a build command. */
    Command addTo(Command build, List<BuildSecret> secrets) throws ImageException {
        Command command = build;
        for (int i = 0; i < secrets.size(); i++) {
            BuildSecret secret = secrets.get(i);
            String id = "id=" + secret.id();
            BuildSecret.Source source = secret.source();
            if (source instanceof BuildSecret.File file) {
                command = command.with("--secret", id + ",src=" + existing(secret, file));
            } else {
                String value = value(secret);
                String variable = "DEPLOYER_BUILD_SECRET_" + (i + 1);
                command = command.with("--secret", id + ",env=" + variable)
                        .withEnvironment(variable, value)
                        .hiding(value);
            }
        }
        return command;
    }

    private static Path existing(BuildSecret secret, BuildSecret.File file) throws ImageException {
        try {
            Path path = Path.of(file.path());
            if (path.isAbsolute() && Files.isReadable(path) && Files.isRegularFile(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // As good as missing.
        }
        throw BuildFault.missing(secret, file);
    }

    private String value(BuildSecret secret) throws ImageException {
        String value = found(secret);
        if (value.indexOf('\0') >= 0) {
            throw BuildFault.missing(secret, "its value has a NUL character; give it as a file");
        }
        return value;
    }

    private String found(BuildSecret secret) throws ImageException {
        if (secret.source() instanceof BuildSecret.Environment environment) {
            return docker.variable(environment.variable()).orElseThrow(() -> BuildFault.missing(secret, environment));
        }
        BuildSecret.Credential credential = (BuildSecret.Credential) secret.source();
        Optional<String> value;
        try {
            value = credentials.find(credential.id());
        } catch (IOException e) {
            throw BuildFault.missing(
                    secret, "the credential '" + credential.id() + "' cannot be had: " + e.getMessage());
        }
        return value.orElseThrow(() -> BuildFault.missing(secret, credential));
    }
}
