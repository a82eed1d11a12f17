package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.plan.Head;
import java.io.IOException;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.GitTagSCMHead;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;

/** The branch source "Git". */
@Extension
public final class GitSources extends BranchSources {
    @Override
    public boolean know(SCMSource source) {
        return source.getClass() == GitSCMSource.class;
    }

    @Override
    public String remote(SCMSource source) {
        return ((AbstractGitSCMSource) source).getRemote();
    }

    @Override
    public Optional<Head> head(SCMHead head) {
        if (head.getClass() == GitBranchSCMHead.class) {
            return Optional.of(new Head.Branch(head.getName()));
        }
        return head.getClass() == GitTagSCMHead.class ? Optional.of(new Head.Tag(head.getName())) : Optional.empty();
    }

    @Override
    public Optional<String> commit(SCMRevision revision) {
        return revision instanceof AbstractGitSCMSource.SCMRevisionImpl commit
                ? Optional.of(commit.getHash())
                : Optional.empty();
    }

    @Override
    public Optional<String> currentCommit(SCMSource source, SCMHead head, Item job, TaskListener listener)
            throws IOException, InterruptedException {
        String refs = head.getClass() == GitTagSCMHead.class ? "refs/tags/" : "refs/heads/";
        return new RemoteRefs((AbstractGitSCMSource) source, job).commit(refs + head.getName(), listener);
    }
}
