package io.jenkins.plugins.deployer.jenkins.github;

import io.jenkins.plugins.deployer.jenkins.recogniser.FolderOwner;
import java.util.Optional;
import jenkins.scm.api.SCMNavigator;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMNavigator;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** The organisation folders of GitHub: one organisation or user each. */
@OptionalExtension(requirePlugins = "github-branch-source")
public final class GitHubFolderOwner extends FolderOwner {
    @Override
    public Optional<String> of(SCMNavigator navigator) {
        return navigator instanceof GitHubSCMNavigator gitHub ? Optional.of(gitHub.getRepoOwner()) : Optional.empty();
    }
}
