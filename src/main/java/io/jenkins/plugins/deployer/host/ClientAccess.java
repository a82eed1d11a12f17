package io.jenkins.plugins.deployer.host;

import java.util.Map;

/**
 * How the docker client, for what only it can do, reaches a host's engine: over the connection that is there already
 * where it runs over SSH. Close it when the client has ended.
 */
public final class ClientAccess implements AutoCloseable {
    /** What would lead the client elsewhere: to it, an empty variable is none. */
    static final Map<String, String> NOTHING_ELSE =
            Map.of("DOCKER_CONTEXT", "", "DOCKER_TLS", "", "DOCKER_TLS_VERIFY", "", "DOCKER_CERT_PATH", "");

    private final Map<String, String> environment;
    private final Runnable end;

    ClientAccess(Map<String, String> environment, Runnable end) {
        this.environment = Map.copyOf(environment);
        this.end = end;
    }

    /** The environment variables to run the client with; they hold no secret. */
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public void close() {
        end.run();
    }
}
