package io.jenkins.plugins.deployer.jenkins.configuration;

import io.jenkins.plugins.deployer.rules.Architecture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What stands in the configuration and does not count, because nobody can tell what it means. */
final class PassedOver {
    private PassedOver() {}

    /**
     * One sentence for each.
     *
     * @param architectures those that there are labels of agents for
     */
    static List<String> of(String staging, Collection<String> architectures) {
        List<String> sentences = new ArrayList<>();
        if (!staging.isEmpty() && StagingName.parse(staging).isEmpty()) {
            sentences.add("The staging repository \"" + staging
                    + "\" is no name of an image repository, so it is passed over.");
        }
        List<String> known =
                Stream.of(Architecture.values()).map(Architecture::label).toList();
        for (String architecture : architectures) {
            if (!known.contains(architecture)) {
                sentences.add("There is no architecture \"" + architecture
                        + "\", so its agents are passed over; there are " + Listing.of(known) + ".");
            }
        }
        return sentences;
    }
}
