package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Objects;

/**
 * The commit that an image was built from.
 *
 * @param branch the branch whose head the commit has to be when the service is changed
 * @param commit the full commit id
 * @param isChosen whether somebody chose the commit: then it need not be the head
 */
public record Origin(RepositoryName repository, String branch, String commit, boolean isChosen) {
    public Origin {
        Objects.requireNonNull(repository);
        Objects.requireNonNull(branch);
        Objects.requireNonNull(commit);
    }

    /** That of a push. */
    public Origin(RepositoryName repository, String branch, String commit) {
        this(repository, branch, commit, false);
    }
}
