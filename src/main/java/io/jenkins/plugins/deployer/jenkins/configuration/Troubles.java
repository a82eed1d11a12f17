package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What an administrator should know about the configuration before a deployment fails for it. */
final class Troubles {
    private Troubles() {}

    /**
     * @param configured whether it is said where the rules are
     * @param needed whether somebody waits for rules: false where Pipelines deploy with their own credentials
     * @param passedOver a sentence for each thing in the configuration that does not count
     * @return one sentence each, the most important first; nothing while the rules have not been looked at
     */
    static List<String> of(
            boolean configured,
            boolean needed,
            LastReading reading,
            ListedFolders folders,
            Map<String, Incomplete.Access> hosts,
            List<String> passedOver) {
        if (!configured) {
            return needed ? List.of("Nobody has said where the rules are, so nothing can be deployed.") : List.of();
        }
        if (reading.trouble().isPresent()) {
            return reading.trouble().get().lines().toList();
        }
        return reading.rules()
                .map(rules -> Stream.concat(Incomplete.of(rules, folders, hosts).stream(), passedOver.stream())
                        .toList())
                .orElse(List.of());
    }
}
