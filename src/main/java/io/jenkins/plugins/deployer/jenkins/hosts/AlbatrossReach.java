package io.jenkins.plugins.deployer.jenkins.hosts;

import io.jenkins.plugins.deployer.host.CertificateLogin;
import io.jenkins.plugins.deployer.host.EngineException;
import io.jenkins.plugins.deployer.host.HostLogin;
import io.jenkins.plugins.deployer.host.HostReach;
import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.unikernel.albatross.Albatross;
import io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossException;
import io.jenkins.plugins.deployer.unikernel.albatross.Identity;
import io.jenkins.plugins.deployer.unikernel.albatross.Name;
import io.jenkins.plugins.deployer.unikernel.albatross.Policy;
import io.jenkins.plugins.deployer.unikernel.albatross.TimeLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Albatross servers by what hosts of the rules and logins say. */
final class AlbatrossReach {
    private static final String UNIX = "unix://";

    private AlbatrossReach() {}

    /**
     * The server, at the path that the rules say. May ask it for its policies; for one use.
     *
     * @throws EngineException if the login is not one for Albatross
     * @throws io.jenkins.plugins.deployer.unikernel.albatross.AlbatrossException if there is no such path
     */
    static Albatross of(Host.Albatross host, HostReach reach, TimeLimits limits)
            throws IOException, InterruptedException {
        List<String> domain = Name.ofDomain(host.domain()).path();
        if (host.endpoint().startsWith(UNIX)) {
            Path directory = Path.of(host.endpoint().substring(UNIX.length()));
            return Albatross.local(directory, domain, reach.dialer(), limits);
        }
        CertificateLogin login = certificates(host, reach.login());
        int colon = host.endpoint().lastIndexOf(':');
        Albatross server = Albatross.tls(
                host.endpoint().substring(0, colon).replaceAll("[\\[\\]]", ""),
                Integer.parseInt(host.endpoint().substring(colon + 1)),
                Identity.of(login),
                login.authorities(),
                reach.dialer(),
                limits);
        return below(host, server, domain, login);
    }

    static Host.Albatross atPathOf(Host.Albatross host, HostReach reach) throws EngineException {
        try {
            Identity identity = Identity.of(certificates(host, reach.login()));
            return new Host.Albatross(host.name(), host.via(), host.endpoint(), String.join(":", identity.path()));
        } catch (AlbatrossException e) {
            throw EngineException.lasting(host.name() + ": " + e.getMessage(), e);
        }
    }

    private static Albatross below(Host.Albatross host, Albatross server, List<String> domain, CertificateLogin login)
            throws IOException, InterruptedException {
        int given = server.path().size();
        if (given > domain.size() || !domain.subList(0, given).equals(server.path())) {
            throw EngineException.lasting(
                    host.name() + ": the certificate that is given to " + login.place() + " is for the path "
                            + String.join(":", server.path()) + ", and the rules have "
                            + (domain.isEmpty() ? "no domain" : "the domain " + host.domain())
                            + "; let them say domain: "
                            + String.join(":", server.path()) + ", or give another certificate",
                    null);
        }
        Albatross at = server;
        for (String label : domain.subList(given, domain.size())) {
            at = at.under(label);
        }
        return at;
    }

    private static CertificateLogin certificates(Host.Albatross host, HostLogin login) throws EngineException {
        String place = login instanceof HostLogin.Given given ? given.place() : login.toString();
        if (!(login instanceof CertificateLogin certificates)) {
            throw EngineException.lasting(
                    host.name() + ": an Albatross server is reached with a certificate that may sign commands, and its"
                            + " key; give them to " + place,
                    null);
        }
        if (certificates.authorities().isEmpty()) {
            throw EngineException.lasting(
                    host.name() + ": the certificate of the authority that vouches for the Albatross server is missing;"
                            + " give it to " + place,
                    null);
        }
        return certificates;
    }

    /** What may run at the path of a server; empty if nothing limits it. */
    static Optional<Policy> policy(Albatross server) throws IOException, InterruptedException {
        Map<Name, Policy> policies = server.policies();
        return Optional.ofNullable(policies.get(new Name(server.path(), Optional.empty())))
                .or(() -> Optional.ofNullable(policies.get(Name.ROOT)));
    }
}
