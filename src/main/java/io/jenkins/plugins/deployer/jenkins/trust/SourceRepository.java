package io.jenkins.plugins.deployer.jenkins.trust;

import io.jenkins.plugins.deployer.rules.RepositoryName;
import java.util.Optional;
import jenkins.plugins.git.AbstractGitSCMSource;
import jenkins.scm.api.SCMSource;

/** Tells which repository a branch source finds the heads of. Answers at once. */
public final class SourceRepository {
    private SourceRepository() {}

    /** The Git address that a source is configured with; empty if it is not one of Git. */
    public static Optional<String> remote(SCMSource source) {
        Optional<BranchSources> known = BranchSources.of(source);
        if (known.isPresent()) {
            return Optional.of(known.get().remote(source));
        }
        return source instanceof AbstractGitSCMSource git ? Optional.of(git.getRemote()) : Optional.empty();
    }

    /**
     * The repository of the rules that a Git address means.
     *
     * @param remote may be anything
     * @throws RefusedByRules with a sentence that says why the rules do not name it
     */
    public static RepositoryName named(RulesAt read, String remote) throws RefusedByRules {
        RepositoryName name = new Forge(read.rules()).repository(remote);
        if (read.rules().repository(name).isEmpty()) {
            throw new RefusedByRules("there are no rules for " + name + " in " + read.place());
        }
        return name;
    }
}
