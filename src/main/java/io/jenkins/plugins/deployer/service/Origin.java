package io.jenkins.plugins.deployer.service;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Objects;

/**
 * The commit that an image was built from.
 *
 * @param branch the branch whose head the commit has to be when the service is changed
 * @param commit the full commit id
 */
public record Origin(RepositoryName repository, String branch, String commit) {
    public Origin {
        Objects.requireNonNull(repository);
        Objects.requireNonNull(branch);
        Objects.requireNonNull(commit);
    }
}
