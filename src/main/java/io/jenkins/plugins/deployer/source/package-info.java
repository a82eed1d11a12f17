/** Git: the heads of a repository, the tree of a commit, and exact build contexts. */
package io.jenkins.plugins.deployer.source;
