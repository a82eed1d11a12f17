package io.jenkins.plugins.deployer.jenkins.deploy;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * The run that asked for a deployment.
 *
 * @param run its id in Jenkins, {@code FOLDER/JOB#NUMBER}
 * @param build where people read about it; empty if Jenkins does not know its own address
 * @param by who or what caused the run, for people
 */
public record Asker(String run, Optional<URI> build, Optional<String> by) {
    public Asker {
        Objects.requireNonNull(build);
        Objects.requireNonNull(by);
        if (run.lastIndexOf('#') <= 0) {
            throw new IllegalArgumentException("\"" + run + "\" is no run of a job");
        }
    }

    /** The full name of the run's job. */
    public String job() {
        return run.substring(0, run.lastIndexOf('#'));
    }

    /** The run's number; 0 if it has none. */
    public int number() {
        try {
            return Integer.parseInt(run.substring(run.lastIndexOf('#') + 1));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** For people: {@code FOLDER/JOB #NUMBER}. */
    @Override
    public String toString() {
        return job() + " " + run.substring(run.lastIndexOf('#'));
    }
}
