package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the controller must have to enter a host of the rules. */
enum HostNeeds {
    /** A private key, and the host's own key to know it by. */
    SSH,
    /** A certificate with its key, and the authority that vouches for the engine. */
    CERTIFICATES,
    /** Nothing: it is an engine of this machine, or one that the docker client has certificates for. */
    NOTHING;

    /** Where an engine may listen without TLS, because nobody is in between. */
    private static final Pattern LOOPBACK = Pattern.compile("tcp://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?/?");

    static HostNeeds of(Host host) {
        if (host instanceof Host.Docker docker) {
            if (docker.endpoint().startsWith("ssh://")) {
                return SSH;
            }
            return docker.endpoint().startsWith("tcp://")
                            && !LOOPBACK.matcher(docker.endpoint()).matches()
                    ? CERTIFICATES
                    : NOTHING;
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
