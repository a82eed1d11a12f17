package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.io.IOException;
import java.util.Optional;

/** Looks up what a branch points at now. Used by several threads. */
@FunctionalInterface
public interface HeadLookUp {
    /**
     * Asks the forge, within seconds.
     *
     * @return the full commit id; empty if there is no such branch
     * @throws IOException if the forge does not answer; it will be asked again
     */
    Optional<String> head(RepositoryName repository, String branch) throws IOException, InterruptedException;
}
