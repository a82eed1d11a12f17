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
}
