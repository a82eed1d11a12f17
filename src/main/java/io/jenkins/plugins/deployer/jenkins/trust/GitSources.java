package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.jenkins.git.GitServer;
import io.jenkins.plugins.deployer.plan.Head;
import java.io.IOException;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.plugins.git.GitBranchSCMHead;
import jenkins.plugins.git.GitRefSCMHead;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.GitTagSCMHead;
import jenkins.plugins.git.traits.RefSpecsSCMSourceTrait;
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
    public Optional<Head> head(SCMSource source, SCMHead head) {
        boolean branch = head.getClass() == GitBranchSCMHead.class;
        if (!branch && head.getClass() != GitTagSCMHead.class
                || !keepsName(source, ref(head).orElseThrow())) {
            return Optional.empty();
        }
        return Optional.of(branch ? new Head.Branch(head.getName()) : new Head.Tag(head.getName()));
    }

    private static boolean keepsName(SCMSource source, String ref) {
        return source.getTraits().stream()
                .filter(RefSpecsSCMSourceTrait.class::isInstance)
                .allMatch(trait -> RefSpecs.keep(((RefSpecsSCMSourceTrait) trait).asStrings(), ref));
    }

    private static Optional<String> ref(SCMHead head) {
        if (head instanceof GitBranchSCMHead) {
            return Optional.of(RefSpecs.HEADS + head.getName());
        }
        if (head instanceof GitTagSCMHead) {
            return Optional.of(RefSpecs.TAGS + head.getName());
        }
        return head instanceof GitRefSCMHead other ? Optional.of(other.getRef()) : Optional.empty();
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
        Optional<String> ref = ref(head);
        return ref.isEmpty()
                ? Optional.empty()
                : GitServer.of((AbstractGitSCMSource) source, job).commit(ref.get());
    }
}
