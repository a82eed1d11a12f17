package io.jenkins.plugins.deployer.jenkins.steps;

import java.io.Serializable;
import org.jenkinsci.plugins.durabletask.Controller;

/**
 * A build whose script runs.
 *
 * @param script the script under way
 * @param directory on the agent, with the script's files
 * @param began when, in milliseconds since the epoch
 */
record StartedBuild(Controller script, String directory, long began) implements Serializable {
    private static final long serialVersionUID = 1L;
}
