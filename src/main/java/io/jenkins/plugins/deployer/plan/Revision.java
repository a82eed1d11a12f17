package io.jenkins.plugins.deployer.plan;

import io.jenkins.plugins.deployer.rules.RepositoryName;

/**
 * One commit of one head of one repository.
 *
 * @param commit the full commit id
 * @param tree the id of its tree, which with submodules pinned in it decides everything that is built
 */
public record Revision(RepositoryName repository, Head head, String commit, String tree) {}
