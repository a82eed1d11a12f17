package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.util.Optional;

/** Who we are at which registry. */
@FunctionalInterface
public interface Logins {
    /**
     * @param registry as in {@code ImageName.registry()}
     * @throws IOException if a login should be there but cannot be had
     */
    Optional<Login> find(String registry) throws IOException;
}
