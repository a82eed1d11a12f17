package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.util.Optional;

/** Who we are at which registry. Safe for use by several threads. */
@FunctionalInterface
public interface Logins {
    /** Nobody anywhere. */
    Logins NONE = registry -> Optional.empty();

    /**
     * May ask a program or a person, so it may take seconds and be interrupted.
     *
     * @param registry as in {@code ImageName.registry()}
     * @throws IOException if a login should be there but cannot be had
     */
    Optional<Login> find(String registry) throws IOException, InterruptedException;

    /**
     * What a person does to be somebody, or somebody else, at a registry: the end of a sentence.
     *
     * @param registry as in {@code ImageName.registry()}
     */
    default String remedy(String registry) {
        return "log in with '" + new RegistryAddress(registry).loginCommand() + "'";
    }
}
