package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.Run;
import io.jenkins.plugins.deployer.jenkins.check.Board;
import io.jenkins.plugins.deployer.jenkins.check.CheckBoards;
import java.util.Optional;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** GitHub, for projects with the branch source "GitHub": a check run by an App, a commit status by anybody else. */
@OptionalExtension(requirePlugins = "github-branch-source", ordinal = 10)
public final class GitHubBoards extends CheckBoards {
    @Override
    public Optional<Board> find(Run<?, ?> run) {
        Optional<GitHubProject> project = GitHubProject.of(run);
        Optional<String> commit = project.flatMap(GitHubProject::commit);
        return commit.map(id -> project.get().isApp()
                ? new CheckRuns(project.get().api(), id)
                : new CommitStatuses(project.get().api(), id));
    }
}
