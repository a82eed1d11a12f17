package io.jenkins.plugins.deployer.jenkins.github;

import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.trust.BranchSources;
import io.jenkins.plugins.deployer.plan.Head;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.github_branch_source.BranchSCMHead;
import org.jenkinsci.plugins.github_branch_source.GitHubSCMSource;
import org.jenkinsci.plugins.github_branch_source.GitHubTagSCMHead;
import org.jenkinsci.plugins.github_branch_source.PullRequestSCMRevision;
import org.jenkinsci.plugins.variant.OptionalExtension;

/** The branch source "GitHub". */
@OptionalExtension(requirePlugins = "github-branch-source")
public final class GitHubSources extends BranchSources {
    @Override
    public boolean know(SCMSource source) {
        return source.getClass() == GitHubSCMSource.class;
    }

    /** Of the server that is asked for heads, not only of the one that is cloned from. */
    @Override
    public String remote(SCMSource source) {
        GitHubSCMSource gitHub = (GitHubSCMSource) source;
        return GitHubServer.web(Optional.ofNullable(gitHub.getApiUri())) + "/" + gitHub.getRepoOwner() + "/"
                + gitHub.getRepository();
    }

    @Override
    public Optional<Head> head(SCMSource source, SCMHead head) {
        if (head.getClass() == BranchSCMHead.class) {
            return Optional.of(new Head.Branch(head.getName()));
        }
        return head.getClass() == GitHubTagSCMHead.class ? Optional.of(new Head.Tag(head.getName())) : Optional.empty();
    }

    @Override
    public Optional<String> commit(SCMRevision revision) {
        if (revision instanceof PullRequestSCMRevision request) {
            return Optional.of(request.getPullHash());
        }
        return revision instanceof AbstractGitSCMSource.SCMRevisionImpl commit
                ? Optional.of(commit.getHash())
                : Optional.empty();
    }

    @Override
    public Optional<String> currentCommit(SCMSource source, SCMHead head, Item job, TaskListener listener)
            throws IOException, InterruptedException {
        try {
            SCMRevision revision = source.fetch(head, listener);
            return revision == null ? Optional.empty() : commit(revision);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
