package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.util.Optional;

/**
 * A service that runs an image.
 *
 * @param kind what is upgraded
 * @param host where it runs
 * @param url where people reach it
 * @param health what must answer once it runs
 * @param slack the Slack channel to tell
 */
public record ServiceRule(
        Kind kind, Host.Docker host, Optional<URI> url, Optional<HealthCheck> health, Optional<String> slack) {
    /** What is upgraded. */
    public sealed interface Kind {
        /** The name for people, which with the host's name is unique in the rules. */
        String name();
    }

    /** A Swarm service that exists. */
    public record Swarm(String name) implements Kind {}

    /**
     * A stack: every service of the compose file that uses {@code $IMAGE}.
     *
     * @param file the compose file, relative to the top of the repository
     */
    public record Stack(String name, String file) implements Kind {}

    /** A compose project on an engine without Swarm: the members as of {@link Stack}. */
    public record Compose(String name, String file) implements Kind {}
}
