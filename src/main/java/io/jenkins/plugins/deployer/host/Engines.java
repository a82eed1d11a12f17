package io.jenkins.plugins.deployer.host;

import io.jenkins.plugins.deployer.rules.Host;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * The Docker engines of all hosts. Each endpoint is reached through one connection, however many services run there
 * and however many threads ask; it is opened when first needed, or ahead of that by {@link #prepare}, and opened again
 * after a break. Where a host is reached in another way than before, a new connection is made and the old one ends with
 * the last call that goes on over it. Safe for use by several threads; keeps no thread that would hold up the end of the
 * JVM.
 */
public final class Engines implements AutoCloseable {
    private final ReachLookUp reaches;
    private final Map<Reached, Connection> connections = new HashMap<>();
    private final Map<SshReached, Ssh> sshs = new HashMap<>();
    /** Where each host was last; a host that somebody else says how to reach is known by that alone. */
    private final Map<Object, Reached> last = new HashMap<>();

    private final Set<Connection> retiredConnections = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<Ssh> retiredSshs = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean closed;

    private record Reached(Endpoint endpoint, HostReach reach) {}

    private record SshReached(SshAddress address, HostReach reach) {}

    /** Reaches hosts as this process's user would: with the environment's {@code HOME}, {@code DOCKER_HOST} and so on. */
    public Engines() {
        this(System.getenv());
    }

    /** @param environment instead of this process's: {@code HOME}, {@code DOCKER_*}, {@code SSH_AUTH_SOCK} */
    public Engines(Map<String, String> environment) {
        HostReach user = HostReach.directly(new HostLogin.OfUser(environment));
        reaches = host -> user;
    }

    public Engines(ReachLookUp reaches) {
        this.reaches = reaches;
    }

    /**
     * The engine of a host; does not wait for a connection.
     *
     * @throws EngineException if the endpoint cannot be understood, or there is no way to reach it yet
     */
    public Engine engine(Host.Docker host) throws EngineException {
        return new HttpEngine(host.name(), connection(host));
    }

    /** The same, for a host that is reached in a way of its own. */
    public Engine engine(Host.Docker host, HostReach reach) throws EngineException {
        try {
            Reached reached = new Reached(Endpoint.of(host.endpoint(), reach.login()), reach);
            return new HttpEngine(host.name(), connection(reached, reached));
        } catch (EngineException e) {
            throw e.of(host.name());
        }
    }

    /**
     * How to run the docker client against a host, for what the Engine API does not do. Close the answer first, this
     * after it.
     */
    public ClientAccess clientAccess(Host.Docker host) throws EngineException {
        return connection(host).clientAccess();
    }

    /** Connections to a host's engine for a docker client that runs elsewhere; none is opened yet. Close the answer. */
    public EngineStreams streams(Host.Docker host) throws EngineException {
        return connection(host).streams();
    }

    /**
     * The SSH connection to a host that is not a Docker engine. It is closed with all the others; like an engine it is
     * asked for anew for each piece of work.
     *
     * @throws EngineException if the endpoint cannot be understood, or there is no way to reach it yet
     */
    public Ssh ssh(Host.Solo5 host) throws EngineException {
        try {
            SshAddress address = address(host);
            return ssh(host, address, reached(host, address.toString()));
        } catch (EngineException e) {
            throw e.of(host.name());
        }
    }

    /** The same, for a host that is reached in a way of its own. */
    public Ssh ssh(Host.Solo5 host, HostReach reach) throws EngineException {
        try {
            SshAddress address = address(host);
            Reached reached = new Reached(Endpoint.of(address.toString(), reach.login()), reach);
            return ssh(reached, address, reached);
        } catch (EngineException e) {
            throw e.of(host.name());
        }
    }

    private synchronized Ssh ssh(Object host, SshAddress address, Reached reached) throws EngineException {
        isNow(host, reached);
        return ssh(address, reached.reach());
    }

    private static SshAddress address(Host.Solo5 host) throws EngineException {
        return SshAddress.parse(host.endpoint().toString())
                .orElseThrow(() -> EngineException.lasting(
                        host.endpoint() + " is not of the form ssh://[USER@]HOST[:PORT]", null));
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

    private Connection connection(Host.Docker host) throws EngineException {
        try {
            return connection(host, reached(host, host.endpoint()));
        } catch (EngineException e) {
            throw e.of(host.name());
        }
    }

    private Reached reached(Host host, String endpoint) throws EngineException {
        HostReach reach = reaches.reach(host);
        return new Reached(Endpoint.of(endpoint, reach.login()), reach);
    }

    private synchronized Connection connection(Object host, Reached reached) throws EngineException {
        isNow(host, reached);
        Connection known = connections.get(reached);
        if (known == null) {
            known = new Connection(transport(reached));
            connections.put(reached, known);
        }
        return known;
    }

    private void isNow(Object host, Reached reached) throws EngineException {
        if (closed) {
            throw EngineException.lasting("the connections to the hosts are closed", null);
        }
        Reached before = last.put(host, reached);
        if (before != null && !before.equals(reached)) {
            retireUnused();
        }
    }

    private Transport transport(Reached reached) throws EngineException {
        Dialer dialer = reached.reach().dialer();
        if (reached.endpoint() instanceof Endpoint.Unix unix) {
            return new UnixTransport(unix.socket(), dialer);
        } else if (reached.endpoint() instanceof Endpoint.Ssh over) {
            return SshTransport.of(over.address(), ssh(over.address(), reached.reach()));
        } else if (reached.endpoint() instanceof Endpoint.Tcp tcp) {
            return TcpTransport.of(tcp, dialer);
        }
        throw new IllegalStateException("no way to reach " + reached.endpoint());
    }

    private Ssh ssh(SshAddress address, HostReach reach) {
        return sshs.computeIfAbsent(
                new SshReached(address.withoutPath(), reach), host -> new Ssh(host.address(), host.reach()));
    }

    /** Lets go of what no host is reached by any more. */
    private void retireUnused() {
        Set<Reached> used = Set.copyOf(last.values());
        Set<SshReached> usedSshs = used.stream()
                .filter(reached -> reached.endpoint() instanceof Endpoint.Ssh)
                .map(Engines::ssh)
                .collect(Collectors.toSet());
        for (Connection unused : removeOthers(connections, used)) {
            unused.retire();
            retiredConnections.add(unused);
        }
        for (Ssh unused : removeOthers(sshs, usedSshs)) {
            unused.retire();
            retiredSshs.add(unused);
        }
    }

    private static <K, V> List<V> removeOthers(Map<K, V> all, Set<K> used) {
        List<V> others = all.entrySet().stream()
                .filter(each -> !used.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        all.keySet().retainAll(used);
        return others;
    }

    private static SshReached ssh(Reached reached) {
        SshAddress address = ((Endpoint.Ssh) reached.endpoint()).address();
        return new SshReached(address.withoutPath(), reached.reach());
    }

    /** Lets go of connections over which nothing has gone on for so long; who needs one gets a new one. */
    public synchronized void closeIdle(Duration longest) {
        last.values().removeIf(reached -> {
            Connection connection = connections.get(reached);
            Ssh ssh = reached.endpoint() instanceof Endpoint.Ssh ? sshs.get(ssh(reached)) : null;
            return (connection == null || connection.idle().compareTo(longest) >= 0)
                    && (ssh == null || ssh.idle().compareTo(longest) >= 0);
        });
        retireUnused();
    }

    /** Ends all connections and whatever is being asked over them. */
    @Override
    public synchronized void close() {
        closed = true;
        connections.values().forEach(Connection::close);
        connections.clear();
        retiredConnections.forEach(Connection::close);
        sshs.values().forEach(Ssh::close);
        sshs.clear();
        retiredSshs.forEach(Ssh::close);
        last.clear();
    }
}
