package io.jenkins.plugins.deployer.jenkins.deploy;

import java.io.IOException;
import java.util.Optional;

/** What deployments have to do with the runs that asked for them. Used by several threads. */
public interface Runs {
    /** Whether a run has completed, or is there no longer, so that none of its steps will come back. */
    boolean isOver(String run);

    /**
     * Looks up what the branch of a job points at now, within seconds.
     *
     * @return the full commit id; empty if there is no such branch any longer
     * @throws IOException if the forge does not answer; it will be asked again
     */
    Optional<String> head(String job) throws IOException, InterruptedException;

    /**
     * Keeps a deployment with its run, as often as it is told of it once; nothing if there is no such run any longer.
     *
     * @throws IOException if it cannot be saved; it will be told again
     */
    void record(RecordedDeployment deployment) throws IOException;
}
