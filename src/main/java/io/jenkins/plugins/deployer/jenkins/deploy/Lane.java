package io.jenkins.plugins.deployer.jenkins.deploy;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Objects;

/**
 * What a deployment is one of a series of: the revisions of one branch, in the order in which they were built.
 *
 * @param job the full name of the job that builds the branch
 * @param number of the build
 * @param isHead whether the commit was seen to be the head of the branch when the deployment was asked for; a build of an
 *     older one does not push a newer one aside, whatever its number
 */
public record Lane(RepositoryName repository, String branch, String job, int number, String commit, boolean isHead) {
    public Lane {
        Objects.requireNonNull(repository);
        Objects.requireNonNull(branch);
        Objects.requireNonNull(job);
        Objects.requireNonNull(commit);
    }

    /**
     * Whether who waits to deploy the other one waits in vain. Builds of the same commit do not: each of them ends as that
     * commit does.
     */
    boolean supersedes(Lane other) {
        return isHead
                && repository.equals(other.repository)
                && branch.equals(other.branch)
                && job.equals(other.job)
                && number > other.number
                && !commit.equals(other.commit);
    }

    /** The first letters of a commit id, for people. */
    static String brief(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }

    /** For people. */
    @Override
    public String toString() {
        return "build #" + number + " of " + job + ", of commit " + brief(commit);
    }
}
