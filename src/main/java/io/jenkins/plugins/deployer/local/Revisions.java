package io.jenkins.plugins.deployer.local;

import io.jenkins.plugins.deployer.plan.Head;
import io.jenkins.plugins.deployer.plan.Revision;
import io.jenkins.plugins.deployer.rules.LiveHead;
import io.jenkins.plugins.deployer.rules.RepositoryName;
import io.jenkins.plugins.deployer.rules.Rules;
import io.jenkins.plugins.deployer.source.Access;
import io.jenkins.plugins.deployer.source.GitTokens;
import io.jenkins.plugins.deployer.source.GitUrl;
import io.jenkins.plugins.deployer.source.Heads;
import io.jenkins.plugins.deployer.source.Snapshot;
import io.jenkins.plugins.deployer.source.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commits of the forge that the rules' repositories are on. Safe for use by several threads. */
final class Revisions {
    private final Rules rules;
    private final Sources sources;
    private final SavedMap trees;

    /**
     * @param state the state directory: a commit's tree is read once and remembered
     * @param tokens for repositories that not everybody may read
     */
    Revisions(Rules rules, Path state, GitTokens tokens) {
        this.rules = rules;
        this.sources = new Sources(state.resolve("git"), Access.ANONYMOUS, tokens);
        this.trees = new SavedMap(state.resolve("trees"));
    }

    /**
     * What the rules deploy from a repository: the head of each live branch, and the newest of the tags of a pattern.
     *
     * @param live the heads that the rules name
     * @throws ExitException if one of them is not there
     */
    List<Revision> live(RepositoryName repository, Collection<LiveHead> live)
            throws ExitException, IOException, InterruptedException {
        Heads heads = sources.heads(url(repository));
        Map<Head, String> commits = new LinkedHashMap<>();
        for (LiveHead head : live) {
            if (head.kind() == LiveHead.Kind.TAG) {
                newest(heads, head)
                        .ifPresent(tag -> commits.put(tag, heads.tags().get(tag.name())));
            } else {
                commits.put(new Head.Branch(head.name()), branch(repository, heads, head.name()));
            }
        }
        List<Revision> revisions = new ArrayList<>();
        for (Map.Entry<Head, String> entry : commits.entrySet()) {
            revisions.add(revision(repository, entry.getKey(), entry.getValue()));
        }
        return revisions;
    }

    /** @throws ExitException if there is no such branch */
    Revision branch(RepositoryName repository, String name) throws ExitException, IOException, InterruptedException {
        Optional<String> commit = sources.head(url(repository), name);
        return revision(
                repository, new Head.Branch(name), commit.orElseThrow(() -> missing(repository, "branch " + name)));
    }

    /** @throws ExitException if there is no such tag */
    Revision tag(RepositoryName repository, String name) throws ExitException, IOException, InterruptedException {
        String commit = sources.heads(url(repository)).tags().get(name);
        if (commit == null) {
            throw missing(repository, "tag " + name);
        }
        return revision(repository, new Head.Tag(name), commit);
    }

    /**
     * @param target the branch that it would be merged into; the default branch if that is not known
     * @throws ExitException if there is no such change request
     */
    Revision changeRequest(RepositoryName repository, int number, Optional<String> target)
            throws ExitException, IOException, InterruptedException {
        Heads heads = sources.heads(url(repository));
        String commit = heads.changeRequests().get(number);
        if (commit == null) {
            throw missing(repository, "change request " + number);
        }
        String into = target.or(heads::defaultBranch).orElse("main");
        return revision(repository, new Head.ChangeRequest("PR-" + number, into), commit);
    }

    /** Makes a revision of a commit whose tree may have to be fetched. */
    Revision revision(RepositoryName repository, Head head, String commit) throws IOException, InterruptedException {
        Optional<String> known = trees.get(commit);
        if (known.isPresent()) {
            return new Revision(repository, head, commit, known.get());
        }
        String tree = sources.fetch(url(repository), commit).tree();
        trees.put(commit, tree);
        return new Revision(repository, head, commit, tree);
    }

    /** The files of a revision. */
    Snapshot snapshot(Revision revision) throws IOException, InterruptedException {
        return sources.fetch(url(revision.repository()), revision.commit());
    }

    /** What a branch, or else the tag of that name, points at now; empty if there is neither. */
    Optional<String> head(RepositoryName repository, String name) throws IOException, InterruptedException {
        Optional<String> branch = sources.head(url(repository), name);
        return branch.isPresent()
                ? branch
                : Optional.ofNullable(sources.heads(url(repository)).tags().get(name));
    }

    /** The commits of those of a repository's live heads that are there. */
    Map<LiveHead, String> commits(RepositoryName repository, Collection<LiveHead> live)
            throws IOException, InterruptedException {
        Heads heads = sources.heads(url(repository));
        Map<LiveHead, String> commits = new LinkedHashMap<>();
        for (LiveHead head : live) {
            Optional<String> commit = head.kind() == LiveHead.Kind.TAG
                    ? newest(heads, head).map(tag -> heads.tags().get(tag.name()))
                    : Optional.ofNullable(heads.branches().get(head.name()));
            commit.ifPresent(id -> commits.put(head, id));
        }
        return commits;
    }

    private GitUrl url(RepositoryName repository) {
        String forge = rules.forge().toString();
        return new GitUrl((forge.endsWith("/") ? forge : forge + "/") + repository);
    }

    private static String branch(RepositoryName repository, Heads heads, String name) throws ExitException {
        String commit = heads.branches().get(name);
        if (commit == null) {
            throw missing(repository, "branch " + name);
        }
        return commit;
    }

    private static Optional<Head> newest(Heads heads, LiveHead pattern) {
        return heads.tags().keySet().stream()
                .map(name -> (Head) new Head.Tag(name))
                .filter(tag -> tag.isOne(pattern))
                .max(Comparator.comparing(Head::name, new VersionOrder()));
    }

    private static ExitException missing(RepositoryName repository, String what) {
        return new ExitException(ExitCode.FAILED, repository + " has no " + what);
    }
}
