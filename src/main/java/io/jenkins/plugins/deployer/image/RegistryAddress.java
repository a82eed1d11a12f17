package io.jenkins.plugins.deployer.image;

import java.util.regex.Pattern;

/**
 * Where a registry is.
 *
 * @param registry as in {@code ImageName.registry()}
 */
record RegistryAddress(String registry) {
    private static final String DOCKER_HUB = "docker.io";
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[?::1]?)(:\\d+)?");

    /** The host, with port if it is not the default, that answers for the registry: Docker Hub's has another name. */
    String host() {
        return isDockerHub() ? "registry-1.docker.io" : registry;
    }

    /** What Docker knows the registry as, in its configuration, to credential helpers and in {@code X-Registry-Auth}. */
    String loginKey() {
        return isDockerHub() ? "https://index.docker.io/v1/" : registry;
    }

    /** The command with which a person gets a login. */
    String loginCommand() {
        return isDockerHub() ? "docker login" : "docker login " + registry;
    }

    boolean isDockerHub() {
        return registry.equals(DOCKER_HUB);
    }

    /** Whether nothing between us and the registry can listen. */
    boolean isLoopback() {
        return LOOPBACK.matcher(registry).matches();
    }
}
