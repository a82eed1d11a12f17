package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.Optional;

/** The name of a host as it is typed into a form. */
final class HostName {
    private HostName() {}

    /** @param rules as last read; empty if they cannot be read */
    static Finding look(String name, Optional<Rules> rules) {
        if (name.isBlank()) {
            return Finding.error("Give the name that the rules have for the host.");
        }
        if (rules.isEmpty()) {
            return Finding.NOTHING;
        }
        Host host = rules.get().hosts().get(name.strip());
        if (host == null) {
            return Finding.warning("The rules name no host \"" + name.strip() + "\". Their hosts are: "
                    + Listing.of(rules.get().hosts().keySet()) + ".");
        }
        return Finding.ok("The rules have it as " + host.title() + ": " + endpoint(host));
    }

    private static String endpoint(Host host) {
        if (host instanceof Host.Docker docker) {
            return docker.endpoint();
        }
        return host instanceof Host.Solo5 solo5 ? solo5.endpoint().toString() : ((Host.Albatross) host).endpoint();
    }
}
