package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Action;
import java.util.Optional;

/** What is recorded on a run of the images that it has. Only actions of this plugin are believed. */
public interface ImageRecord extends Action {
    /** What the run built, reused and published until now. */
    Produced produced();

    /** The rules file that its plan was made from, below the library's {@code resources}; empty: the configured one. */
    Optional<String> rulesResource();
}
