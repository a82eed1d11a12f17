package io.jenkins.plugins.deployer.unikernel.albatross;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import java.nio.file.Path;
import java.util.List;

/**
 * An Albatross host of the rules, as a login reaches it.
 *
 * @param server at the path that the login is for
 * @param below that, where the rules have the host
 */
public record AlbatrossReach(Albatross server, List<String> below) {
    private static final String UNIX = "unix://";

    public AlbatrossReach {
        below = List.copyOf(below);
    }

    /**
     * Does not connect.
     *
     * @param reach by TLS with a {@link CertificateLogin}: the server's authorities, and an authority of ours with its key.
     *     For a unix socket the dialer alone counts
     * @throws AlbatrossException {@link AlbatrossException.Kind#UNFIT} if the login does not fit the host
     */
    public static AlbatrossReach of(Host.Albatross host, HostReach reach, TimeLimits limits) throws AlbatrossException {
        List<String> domain = Name.ofDomain(host.domain()).path();
        if (host.endpoint().startsWith(UNIX)) {
            Path sockets = Path.of(host.endpoint().substring(UNIX.length()));
            return new AlbatrossReach(Albatross.local(sockets, domain, reach.dialer(), limits), List.of());
        }
        CertificateLogin login = certificates(host, reach.login());
        Identity identity = identity(host, login);
        int given = identity.path().size();
        if (given > domain.size() || !domain.subList(0, given).equals(identity.path())) {
            throw AlbatrossException.unfit(
                    host.name() + ": the certificate that is given to " + login.place() + " is for the path "
                            + String.join(":", identity.path()) + ", and the rules have "
                            + (domain.isEmpty() ? "no domain" : "the domain " + host.domain())
                            + "; let them say domain: "
                            + String.join(":", identity.path()) + ", or give another certificate",
                    null);
        }
        int colon = host.endpoint().lastIndexOf(':');
        Albatross server = Albatross.tls(
                host.endpoint().substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(host.endpoint().substring(colon + 1)),
                identity,
                login.authorities(),
                reach.dialer(),
                limits);
        return new AlbatrossReach(server, domain.subList(given, domain.size()));
    }

    /**
     * A server that no rules name, at the path of its certificates.
     *
     * @throws AlbatrossException {@link AlbatrossException.Kind#UNFIT} if the login does not fit the host
     */
    public static Host.Albatross atPathOf(Host.Albatross host, HostLogin login) throws AlbatrossException {
        Identity identity = identity(host, certificates(host, login));
        return new Host.Albatross(host.name(), host.via(), host.endpoint(), String.join(":", identity.path()));
    }

    private static Identity identity(Host.Albatross host, CertificateLogin login) throws AlbatrossException {
        try {
            return Identity.of(login);
        } catch (AlbatrossException e) {
            throw AlbatrossException.unfit(host.name() + ": " + e.getMessage(), e);
        }
    }

    private static CertificateLogin certificates(Host.Albatross host, HostLogin login) throws AlbatrossException {
        String place = login instanceof HostLogin.Given given ? given.place() : login.toString();
        if (!(login instanceof CertificateLogin certificates)) {
            throw AlbatrossException.unfit(
                    host.name() + ": an Albatross server is reached with a certificate that may sign commands, and its"
                            + " key; give them to " + place,
                    null);
        }
        if (certificates.authorities().isEmpty()) {
            throw AlbatrossException.unfit(
                    host.name() + ": the certificate of the authority that vouches for the Albatross server is missing;"
                            + " give it to " + place,
                    null);
        }
        return certificates;
    }

    /**
     * The server at the path of the host; may ask it for its policies. For one use, as {@link Albatross#under} says.
     *
     * @throws AlbatrossException if there is no such path
     */
    public Albatross atHost() throws AlbatrossException, InterruptedException {
        Albatross at = server;
        for (String label : below) {
            at = at.under(label);
        }
        return at;
    }
}
