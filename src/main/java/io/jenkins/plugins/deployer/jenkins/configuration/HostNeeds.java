package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Host;
import java.util.ArrayList;
import java.util.List;

/** What the controller must have to enter a host of the rules. */
enum HostNeeds {
    /** A private key, and the host's own key to know it by. */
    SSH,
    /** A certificate with its key, and the authority that vouches for the engine. */
    CERTIFICATES,
    /** Nothing: it is this machine's engine, or an engine without encryption, or what the docker client has stored. */
    NOTHING;

    private static final String TLS_PORT = ":2376";

    static HostNeeds of(Host host) {
        if (host instanceof Host.Docker docker) {
            if (docker.endpoint().startsWith("ssh://")) {
                return SSH;
            }
            boolean secured =
                    docker.endpoint().startsWith("tcp://") && docker.endpoint().endsWith(TLS_PORT);
            return secured ? CERTIFICATES : NOTHING;
        }
        return host instanceof Host.Solo5 ? SSH : CERTIFICATES;
    }

    /** What the credentials are called, for sentences. */
    String credentials() {
        return switch (this) {
            case SSH -> "an SSH key";
            case CERTIFICATES -> "a certificate with its key";
            case NOTHING -> "no credentials";
        };
    }

    /** What a host of the rules lacks, as parts of a sentence. */
    static List<String> missing(Host host, String credentialsId, String hostKeys) {
        HostNeeds needs = of(host);
        List<String> missing = new ArrayList<>();
        if (needs != NOTHING && credentialsId.isEmpty()) {
            missing.add(needs.credentials());
        }
        if (needs == SSH && hostKeys.isEmpty()) {
            missing.add("the host's key");
        }
        return missing;
    }
}
