package io.jenkins.plugins.deployer.host;

import io.jenkins.plugins.deployer.rules.Host;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * The Docker engines of all hosts. Each endpoint is reached through one connection, however many services run there
 * and however many threads ask; it is opened when first needed, or ahead of that by {@link #prepare}, and opened again
 * after a break. Safe for use by several threads; keeps no thread that would hold up the end of the JVM.
 */
public final class Engines implements AutoCloseable {
    private final Map<String, String> environment;
    private final Map<Endpoint, Connection> connections = new HashMap<>();
    private final Map<SshAddress, Ssh> sshs = new HashMap<>();
    private boolean closed;

    /** Reaches hosts as this process's user would: with the environment's {@code HOME}, {@code DOCKER_HOST} and so on. */
    public Engines() {
        this(System.getenv());
    }

    /** @param environment instead of this process's: {@code HOME}, {@code DOCKER_*}, {@code SSH_AUTH_SOCK} */
    public Engines(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /**
     * The engine of a host; does not wait for a connection.
     *
     * @throws EngineException if the endpoint cannot be understood
     */
    public Engine engine(Host.Docker host) throws EngineException {
        return new HttpEngine(host.name(), connection(host));
    }

    /**
     * How to run the docker client against a host, for what the Engine API does not do. Close the answer first, this
     * after it.
     */
    public ClientAccess clientAccess(Host.Docker host) throws EngineException {
        return connection(host).clientAccess();
    }

    /**
     * The SSH connection to a host, for whatever is not its engine; the engine's is the same. It is closed with all
     * the others.
     *
     * @param endpoint {@code ssh://[USER@]HOST[:PORT]}
     * @throws EngineException if the endpoint cannot be understood
     */
    public synchronized Ssh ssh(URI endpoint) throws EngineException {
        SshAddress address = SshAddress.parse(endpoint.toString())
                .orElseThrow(
                        () -> EngineException.lasting(endpoint + " is not of the form ssh://[USER@]HOST[:PORT]", null));
        return ssh(address);
    }

    /** Starts connecting to a host in the background. What goes wrong is told to whoever uses its engine. */
    public void prepare(Host.Docker host) {
        Thread opening = new Thread(() -> open(host), "connecting to " + host.name());
        opening.setDaemon(true);
        opening.start();
    }

    private void open(Host.Docker host) {
        try {
            connection(host).open();
        } catch (EngineException e) {
            // Said again, to somebody who listens, by the first call.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Connection connection(Host.Docker host) throws EngineException {
        if (closed) {
            throw EngineException.lasting(host.name() + ": the connections to the hosts are closed", null);
        }
        try {
            Endpoint endpoint = Endpoint.of(host.endpoint(), environment);
            Connection known = connections.get(endpoint);
            if (known == null) {
                known = new Connection(transport(endpoint));
                connections.put(endpoint, known);
            }
            return known;
        } catch (EngineException e) {
            throw e.of(host.name());
        }
    }

    private Transport transport(Endpoint endpoint) throws EngineException {
        if (endpoint instanceof Endpoint.Unix unix) {
            return new UnixTransport(unix.socket());
        } else if (endpoint instanceof Endpoint.Ssh over) {
            return SshTransport.of(over.address(), ssh(over.address()));
        } else if (endpoint instanceof Endpoint.Tcp tcp) {
            return TcpTransport.of(tcp);
        }
        throw new IllegalStateException("no way to reach " + endpoint);
    }

    private synchronized Ssh ssh(SshAddress address) {
        return sshs.computeIfAbsent(address.withoutPath(), host -> new Ssh(host, environment));
    }

    /** Ends all connections and whatever is being asked over them. */
    @Override
    public synchronized void close() {
        closed = true;
        connections.values().forEach(Connection::close);
        connections.clear();
        sshs.values().forEach(Ssh::close);
        sshs.clear();
    }
}
