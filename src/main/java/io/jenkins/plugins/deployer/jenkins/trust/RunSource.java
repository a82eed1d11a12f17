package io.jenkins.plugins.deployer.jenkins.trust;

import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.rules.Quoted;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;

/**
 * What a run builds: a commit of a head of a repository of the forge, as its multibranch project says it. Nothing of it
 * comes from the run's Pipeline, its environment or its workspace.
 */
public final class RunSource {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final Pattern LEADING_COMMIT = Pattern.compile("(" + COMMIT.pattern() + ")(?![0-9a-f]).*");

    private final Job<?, ?> job;
    private final SCMSource scmSource;
    private final SCMHead scmHead;
    private final Optional<BranchSources> known;
    private final RepositoryName repository;
    private final Head head;
    private final String commit;
    private final Replays.Origin origin;

    private RunSource(Run<?, ?> run, Rules rules, SCMSource scmSource, SCMHead scmHead)
            throws RefusedByRules, IOException, InterruptedException {
        job = run.getParent();
        this.scmSource = scmSource;
        this.scmHead = scmHead;
        known = BranchSources.of(scmSource);
        repository = new Forge(rules).repository(remote());
        head = known.flatMap(sources -> sources.head(scmSource, scmHead)).orElseGet(() -> changeRequest(scmHead));
        commit = commit(run);
        origin = Replays.of(run);
    }

    /**
     * Finds out what a run builds. May have to ask the forge, so not for a CPS VM thread.
     *
     * @param rules say which forge their repositories are on
     * @throws Refused if the run's job is no branch of a multibranch project, or that of a repository elsewhere
     * @throws IOException if the forge does not answer
     */
    public static RunSource of(Run<?, ?> run, Rules rules) throws IOException, InterruptedException {
        Job<?, ?> job = run.getParent();
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (source == null || head == null) {
            throw new Refused(
                    "The job " + Quoted.text(job.getFullName()) + " is no branch of a multibranch project, so that"
                            + " nobody can tell what it builds; the rules are for repositories of " + rules.forge()
                            + ", each with a multibranch project");
        }
        try {
            return new RunSource(run, rules, source, head);
        } catch (RefusedByRules e) {
            throw new Refused(
                    "The job " + Quoted.text(job.getFullName()) + " cannot follow the rules: " + e.getMessage());
        }
    }

    /** Whether the job builds a head that could be a stranger's. */
    static boolean isUntrustedBranchJob(Job<?, ?> job) {
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        return head != null
                && (source == null
                        || BranchSources.of(source)
                                .flatMap(sources -> sources.head(source, head))
                                .isEmpty());
    }

    private String remote() throws RefusedByRules {
        return SourceRepository.remote(scmSource)
                .orElseThrow(() -> new RefusedByRules("its branch source is not one of Git, but "
                        + scmSource.getClass().getName()));
    }

    private static Head changeRequest(SCMHead head) {
        return new Head.ChangeRequest(
                head.getName(),
                head instanceof ChangeRequestSCMHead request
                        ? request.getTarget().getName()
                        : Policy.UNKNOWN_TARGET);
    }

    private String commit(Run<?, ?> run) throws RefusedByRules, IOException, InterruptedException {
        SCMRevision revision = SCMRevisionAction.getRevision(scmSource, run);
        Optional<String> id = Optional.empty();
        if (revision != null && revision.getHead().equals(scmHead)) {
            id = known.flatMap(sources -> sources.commit(revision));
            if (id.isEmpty() && !isTrustedHead()) {
                id = leadingCommit(revision.toString());
            }
        } else if (known.isPresent() && !isTrustedHead()) {
            // Jenkins does not know it either of a ref that a trait found; what the ref is now is near enough to build
            // it.
            id = known.get().currentCommit(scmSource, scmHead, job, TaskListener.NULL);
        }
        return id.filter(text -> COMMIT.matcher(text).matches())
                .orElseThrow(() -> new RefusedByRules(
                        "it is not known which commit run " + run.getNumber() + " builds; run it again"));
    }

    /** Branch sources write the revision of a change request as its commit, a plus and what it is merged with. */
    private static Optional<String> leadingCommit(String revision) {
        Matcher matcher = LEADING_COMMIT.matcher(revision);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    public Job<?, ?> job() {
        return job;
    }

    /** The repository on the rules' forge, in the spelling of the rules if they name it. */
    public RepositoryName repository() {
        return repository;
    }

    /** A branch or tag only if it is known to be one; everything else is a change request, and so never live. */
    public Head head() {
        return head;
    }

    /** The full id of the commit that the run was started for; of a change request that of its own newest one. */
    public String commit() {
        return commit;
    }

    public SCMSource scmSource() {
        return scmSource;
    }

    public SCMHead scmHead() {
        return scmHead;
    }

    /** Whether the head is a branch or tag of the repository itself, so that rules can make it live. */
    public boolean isTrustedHead() {
        return !(head instanceof Head.ChangeRequest);
    }

    /** Whether the run's script may be another than that of its commit; what it builds is then not recorded for reuse. */
    public boolean isReplayed() {
        return origin.isReplayed();
    }

    Replays.Origin origin() {
        return origin;
    }

    /**
     * Asks the forge what the head points at now; takes seconds, so not for a CPS VM thread.
     *
     * @return the full commit id; empty if there is no such head any longer, or it cannot be told apart from others
     * @throws IOException if the forge does not answer
     */
    public Optional<String> currentCommit(TaskListener listener) throws IOException, InterruptedException {
        if (known.isEmpty() || !isTrustedHead()) {
            return Optional.empty();
        }
        return known.get().currentCommit(scmSource, scmHead, job, listener);
    }

    /** Where people look at a commit of what a job builds; empty if that is at no address of the web. */
    public static Optional<URI> commitPage(Job<?, ?> job, String commit) {
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        return source == null
                ? Optional.empty()
                : BranchSources.of(source).flatMap(sources -> CommitPage.at(sources.remote(source), commit));
    }

    /** The same for a job, of which there may be no run any longer; empty also if it is no branch of a project any longer. */
    public static Optional<String> currentCommit(Job<?, ?> job, TaskListener listener)
            throws IOException, InterruptedException {
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        Optional<BranchSources> known = source == null ? Optional.empty() : BranchSources.of(source);
        return head == null
                        || known.flatMap(sources -> sources.head(source, head)).isEmpty()
                ? Optional.empty()
                : known.get().currentCommit(source, head, job, listener);
    }
}
