package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Host;
import io.jenkins.plugins.deployer.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the configuration lacks for the rules to be obeyed. */
final class Incomplete {
    private Incomplete() {}

    /**
     * What is configured for a host.
     *
     * @param credentialsId empty if there is none
     * @param hostKeys empty if there are none
     */
    record Access(String credentialsId, String hostKeys) {
        static final Access NONE = new Access("", "");
    }

    /** One sentence per thing that is missing, in the order of the rules. */
    static List<String> of(Rules rules, ListedFolders folders, Map<String, Access> hosts) {
        List<String> sentences = new ArrayList<>();
        if (folders.names().isEmpty()) {
            sentences.add("No folder is listed, so no job may deploy.");
        }
        for (Host host : rules.hosts().values()) {
            Access access = Optional.ofNullable(hosts.get(host.name())).orElse(Access.NONE);
            List<String> missing = HostNeeds.missing(host, access.credentialsId(), access.hostKeys());
            if (!missing.isEmpty()) {
                sentences.add("The host " + host.name() + " of the rules needs " + String.join(" and ", missing) + ".");
            }
        }
        return sentences;
    }
}
