package io.jenkins.plugins.deployer.jenkins.configuration;

import java.util.Locale;
import java.util.Set;

/** Registries as people write them: Docker Hub has several names, and some write an address for a name. */
final class RegistryNames {
    private static final String DOCKER_HUB = "docker.io";
    private static final Set<String> OF_DOCKER_HUB =
            Set.of(DOCKER_HUB, "index.docker.io", "registry-1.docker.io", "hub.docker.com");

    private RegistryNames() {}

    /** The registry as it stands in image names. */
    static String normal(String written) {
        String name = written.strip().toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
        int slash = name.indexOf('/');
        String host = slash < 0 ? name : name.substring(0, slash);
        return OF_DOCKER_HUB.contains(host) ? DOCKER_HUB : host;
    }

    static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }
}
