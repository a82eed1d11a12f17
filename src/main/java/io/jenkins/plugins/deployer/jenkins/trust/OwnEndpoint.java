package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Quoted;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An endpoint that a Pipeline names itself and enters with credentials of its job, where the administrator allows that:
 * another machine, reached by SSH or TLS. It is never a host of the rules by another name: neither its name, nor its
 * machine. Machines are told apart by how they are written, on the loopback interface by port, too, as tunnels end there;
 * that a name of the DNS leads to the same machine as another is not noticed.
 */
final class OwnEndpoint {
    /** Numbers that some programs take for an IPv4 address although they are not written as one. */
    private static final Pattern HIDDEN_ADDRESS =
            Pattern.compile("(?:0[xX][0-9A-Fa-f]*|[0-9]+)(?:\\.(?:0[xX][0-9A-Fa-f]*|[0-9]+))*");

    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** An Albatross server as rules name it, which has no scheme. */
    private static final Pattern ALBATROSS = Pattern.compile("[^/\\s@]+:[0-9]{1,5}");

    private OwnEndpoint() {}

    /** Whether a {@code host:} of a step is an endpoint, and not the name of a host. */
    static boolean isOne(String host) {
        return host.contains("://");
    }

    /** Whether a {@code host:} of a step for unikernels is an endpoint, and not the name of a host. */
    static boolean isOneOfUnikernels(String host) {
        return isOne(host) || ALBATROSS.matcher(host).matches();
    }

    /**
     * Checks an endpoint.
     *
     * @param rules empty if none are configured, so that nothing is to be kept from Pipelines
     * @param allowed whether the administrator lets Pipelines use their own
     * @throws RefusedByRules if the Pipeline may not use it
     */
    static void check(Optional<RulesAt> rules, boolean allowed, String endpoint, boolean credentials)
            throws RefusedByRules {
        String what = "The endpoint " + Quoted.text(GitAddress.withoutUser(endpoint));
        String place = rules.map(RulesAt::place).orElse("the rules");
        if (!allowed) {
            throw new RefusedByRules(what + " is not a host of the rules; name one of hosts: in " + place
                    + ", or have an administrator choose \"Pipelines may deploy with their own credentials\" in "
                    + Policy.CONFIGURATION);
        }
        if (!credentials) {
            throw new RefusedByRules(
                    what + " needs a credentialsId: the controller's own keys are for hosts of the rules");
        }
        Map<String, Host> hosts = rules.map(read -> read.rules().hosts()).orElse(Map.of());
        if (hosts.containsKey(endpoint)) {
            throw new RefusedByRules(what + " is the name of a host of the rules, which no Pipeline enters by itself");
        }
        URI uri = parsed(endpoint)
                .orElseThrow(
                        () -> new RefusedByRules(
                                what + " is not plainly ssh://[USER@]HOST[:PORT], tcp://HOST:PORT or,"
                                        + " for an Albatross server, HOST:PORT, and no other endpoint may be a Pipeline's own"));
        Machine machine = new Machine(uri.getHost(), port(uri));
        for (Host host : hosts.values()) {
            if (machineOf(host).filter(machine::isSame).isPresent()) {
                throw new RefusedByRules(what + " is the host " + Quoted.text(host.name())
                        + " of the rules; name that, with a rule for the service in " + place);
            }
        }
    }

    private static Optional<URI> parsed(String endpoint) {
        boolean albatross = ALBATROSS.matcher(endpoint).matches();
        if (!albatross && !endpoint.startsWith("ssh://") && !endpoint.startsWith("tcp://")) {
            return Optional.empty();
        }
        try {
            String address = albatross
                    ? "tcp://" + new Host.Albatross("own", Optional.empty(), endpoint, "").endpoint()
                    : endpoint;
            URI uri = URI.create(new Host.Docker("own", Optional.empty(), address).endpoint());
            String host = uri.getHost();
            boolean plain = host != null
                    && host.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '%')
                    && (!HIDDEN_ADDRESS.matcher(host).matches()
                            || ADDRESS.matcher(host).matches());
            return plain ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Machine> machineOf(Host host) {
        if (host instanceof Host.Docker docker && docker.endpoint().matches("(?:ssh|tcp)://.*")) {
            URI uri = URI.create(docker.endpoint());
            return Optional.of(new Machine(uri.getHost(), port(uri)));
        }
        if (host instanceof Host.Solo5 solo5) {
            return Optional.of(new Machine(solo5.endpoint().getHost(), port(solo5.endpoint())));
        }
        if (host instanceof Host.Albatross albatross && !albatross.endpoint().startsWith("unix:")) {
            int colon = albatross.endpoint().lastIndexOf(':');
            return Optional.of(new Machine(
                    albatross.endpoint().substring(0, colon),
                    Integer.parseInt(albatross.endpoint().substring(colon + 1))));
        }
        return Optional.empty();
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? 22 : uri.getPort();
    }

    private record Machine(String host, int port) {
        private static final String LOOPBACK = "localhost";

        Machine {
            host = canonical(host);
        }

        boolean isSame(Machine other) {
            return host.equals(other.host) && (!host.equals(LOOPBACK) || port == other.port);
        }

        private static String canonical(String host) {
            String name = host.toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
            if (name.startsWith("[") || ADDRESS.matcher(name).matches()) {
                return ofAddress(name);
            }
            return name.endsWith("." + LOOPBACK) ? LOOPBACK : name;
        }

        /** Of an address there is nothing to look up. */
        private static String ofAddress(String literal) {
            try {
                InetAddress address = InetAddress.getByName(literal);
                return address.isLoopbackAddress() || address.isAnyLocalAddress() ? LOOPBACK : address.getHostAddress();
            } catch (UnknownHostException e) {
                return literal;
            }
        }
    }
}
