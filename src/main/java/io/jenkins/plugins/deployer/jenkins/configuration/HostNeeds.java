package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the controller must have to enter a host of the rules. */
enum HostNeeds {
    /** A private key, and the host's own key to know it by. */
    SSH,
    /** A certificate with its key, and the authority that vouches for the other side. */
    CERTIFICATES,
    /** Nothing: it is on this machine. */
    NOTHING,
    /** Another endpoint: this one means what a user has set up with the docker client, and a controller is no user. */
    ANOTHER_ENDPOINT;

    /** Where an engine may listen without TLS, because nobody is in between. */
    private static final Pattern LOOPBACK = Pattern.compile("tcp://(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?/?");

    static HostNeeds of(Host host) {
        if (host instanceof Host.Docker docker) {
            if (docker.endpoint().equals("default") || docker.endpoint().startsWith("context:")) {
                return ANOTHER_ENDPOINT;
            }
            if (docker.endpoint().startsWith("ssh://")) {
                return SSH;
            }
            return docker.endpoint().startsWith("tcp://")
                            && !LOOPBACK.matcher(docker.endpoint()).matches()
                    ? CERTIFICATES
                    : NOTHING;
        }
        if (host instanceof Host.Albatross albatross) {
            return albatross.endpoint().startsWith("unix://") ? NOTHING : CERTIFICATES;
        }
        return SSH;
    }

    /** What a host of the rules lacks, as parts of a sentence. */
    static List<String> missing(Host host, String credentialsId, String hostKeys) {
        List<String> missing = new ArrayList<>();
        switch (of(host)) {
            case SSH -> {
                if (credentialsId.isEmpty()) {
                    missing.add("an SSH key");
                }
                if (hostKeys.isEmpty()) {
                    missing.add("the host's key");
                }
            }
            case CERTIFICATES -> {
                if (credentialsId.isEmpty()) {
                    missing.add("a certificate with its key");
                }
            }
            case ANOTHER_ENDPOINT -> missing.add("an endpoint that is no context of the docker client");
            case NOTHING -> {}
        }
        return missing;
    }
}
