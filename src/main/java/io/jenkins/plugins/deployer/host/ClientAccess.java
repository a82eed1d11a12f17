package io.jenkins.plugins.deployer.host;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

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

    /** Through a unix socket of this machine that only this user can open. */
    static ClientAccess forwarded(UnixSocketForward.Opening opening) throws EngineException {
        UnixSocketForward forward = UnixSocketForward.listen(opening);
        Map<String, String> environment = new HashMap<>(NOTHING_ELSE);
        environment.put("DOCKER_HOST", "unix://" + forward.socket());
        return new ClientAccess(environment, forward::close);
    }

    /** The same, with something more to do at its end. */
    ClientAccess endingWith(Runnable more) {
        AtomicBoolean ended = new AtomicBoolean();
        return new ClientAccess(environment, () -> {
            if (ended.compareAndSet(false, true)) {
                try {
                    end.run();
                } finally {
                    more.run();
                }
            }
        });
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
