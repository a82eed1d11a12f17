package io.jenkins.plugins.deployer.image;

import java.io.IOException;
import java.util.Optional;

/** The credentials that the rules name as build secrets. Safe for use by several threads. */
@FunctionalInterface
public interface BuildCredentials {
    /** The environment variables of this process, by the credential's id. */
    BuildCredentials ENVIRONMENT = id -> Optional.ofNullable(System.getenv(id));

    /**
     * The value of a credential; empty if there is none of that id.
     *
     * @throws IOException if it is there but cannot be had
     */
    Optional<String> find(String id) throws IOException;
}
