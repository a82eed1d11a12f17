package io.jenkins.plugins.deployer.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One run of the docker client, as data: made in one place, run on the machine that has the client.
 *
 * @param arguments of {@code docker}
 * @param files by the names that the arguments have for them, in the directory where the client runs
 * @param image what {@code $IMAGE} stands for in the files
 * @param needsCompose whether it takes the client's compose plugin
 * @param timeout how long it may run
 */
public record ClientRun(
        List<String> arguments, Map<String, String> files, String image, boolean needsCompose, Duration timeout)
        implements Serializable {
    private static final String GIVEN = "compose.yaml";
    private static final String OVERRIDE = "override.json";

    public ClientRun {
        arguments = List.copyOf(arguments);
        files = Map.copyOf(files);
    }

    /** Deploys a stack, without waiting for its tasks. */
    static ClientRun stack(String name, ComposeFile file, JsonNode override, String image, Duration timeout) {
        return new ClientRun(
                List.of(
                        "stack",
                        "deploy",
                        "--with-registry-auth",
                        "--resolve-image",
                        "never",
                        "--compose-file",
                        GIVEN,
                        "--compose-file",
                        OVERRIDE,
                        name),
                files(file, override),
                image,
                false,
                timeout);
    }

    /** Brings a compose project up. */
    static ClientRun compose(String name, ComposeFile file, JsonNode override, String image, Duration timeout) {
        return new ClientRun(
                List.of(
                        "compose",
                        "--project-name",
                        name,
                        "--file",
                        GIVEN,
                        "--file",
                        OVERRIDE,
                        "up",
                        "--detach",
                        "--no-build",
                        "--pull",
                        "missing"),
                files(file, override),
                image,
                true,
                timeout);
    }

    private static Map<String, String> files(ComposeFile file, JsonNode override) {
        return Map.of(GIVEN, file.text(), OVERRIDE, override.toString());
    }
}
