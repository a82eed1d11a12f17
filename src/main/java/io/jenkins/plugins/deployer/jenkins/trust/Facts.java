package io.jenkins.plugins.deployer.jenkins.trust;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.RepositoryName;

/**
 * What is known of a run that wants something, none of it from its Pipeline.
 *
 * @param job the full name of its job
 * @param listed whether the job is in a folder that may deploy
 * @param repository what it builds, on the forge of the rules
 * @param head a branch or tag only if the branch source is known to name nothing else so; everything else is a change
 *     request here
 * @param replay whether its script is the one of its commit
 * @param produced what it has of images
 */
public record Facts(
        String job, boolean listed, RepositoryName repository, Head head, Replay replay, Produced produced) {
    public Facts {
        requireNonNull(job);
        requireNonNull(repository);
        requireNonNull(head);
        requireNonNull(replay);
        requireNonNull(produced);
    }

    /** Whether the head is one that rules can make live. */
    boolean trustedHead() {
        return !(head instanceof Head.ChangeRequest);
    }

    /** Whether a run has a script of somebody's own, and whether that one may deploy. */
    public enum Replay {
        /** The script is the one of the run's commit. */
        NO,
        /** Another one may run, but everybody who started it has Deployer/Deploy on the job. */
        BY_DEPLOYER,
        /** Another one may run. */
        BY_OTHERS
    }
}
