package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.rules.Build;
import io.jenkins.plugins.deployer.rules.Repository;
import io.jenkins.plugins.deployer.rules.Rules;

/** How much there is in a rules file. Services include unikernels and what runs followed images. */
record RulesSummary(int repositories, int builds, int services, int hosts) {
    static RulesSummary of(Rules rules) {
        int builds = 0;
        int services = rules.images().stream()
                .mapToInt(image -> image.services().size())
                .sum();
        for (Repository repository : rules.repositories().values()) {
            builds += repository.builds().size();
            services += repository.builds().stream()
                    .mapToInt(RulesSummary::services)
                    .sum();
        }
        return new RulesSummary(
                rules.repositories().size(), builds, services, rules.hosts().size());
    }

    private static int services(Build build) {
        if (build instanceof Build.Image image) {
            return image.deployments().stream()
                    .mapToInt(deployment -> deployment.services().size())
                    .sum();
        }
        return ((Build.Unikernel) build).deployments().size();
    }

    @Override
    public String toString() {
        return Count.of(repositories, "repository", "repositories") + ", " + Count.of(builds, "build") + ", "
                + Count.of(services, "service") + " on " + Count.of(hosts, "host");
    }
}
