package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.plan.Head;
import java.io.IOException;
import java.util.Optional;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;

/**
 * Knows one class of branch sources so well that it can tell which heads are branches and tags of the repository itself. A
 * head of any other class could be anything, a stranger's commit among others.
 */
public abstract class BranchSources implements ExtensionPoint {
    /** Whether a source is exactly of the class that this knows; of a subclass nothing is known. */
    public abstract boolean know(SCMSource source);

    /** The Git address of the repository whose heads the source finds. */
    public abstract String remote(SCMSource source);

    /**
     * The branch or tag that a head is; empty for a head of any but a known class, and of a source whose configuration gives
     * its name to something else.
     */
    public abstract Optional<Head> head(SCMSource source, SCMHead head);

    /** The full commit id of a revision; empty for one of a class that is not known. */
    public abstract Optional<String> commit(SCMRevision revision);

    /**
     * Asks the forge what a head points at now.
     *
     * @param job whose credentials are used
     * @return empty if there is no such ref any longer, or nobody knows which one the head is
     * @throws IOException if the forge does not answer
     */
    public abstract Optional<String> currentCommit(SCMSource source, SCMHead head, Item job, TaskListener listener)
            throws IOException, InterruptedException;

    static Optional<BranchSources> of(SCMSource source) {
        return ExtensionList.lookup(BranchSources.class).stream()
                .filter(sources -> sources.know(source))
                .findFirst();
    }
}
