package io.jenkins.plugins.deployer.jenkins.hosts;

import io.jenkins.plugins.deployer.rules.Host;

/** Where in the configuration people find things, for the ends of sentences. */
final class ConfigurationPlace {
    private static final String SECTION = " under Manage Jenkins, System, Deployer";

    private ConfigurationPlace() {}

    /** @param isThere whether the host is configured already */
    static String of(Host host, boolean isThere) {
        return (isThere ? "the host " : "a new host ") + host.name() + SECTION;
    }

    static String ofRegistry(String registry) {
        return "the registry " + registry + SECTION;
    }
}
