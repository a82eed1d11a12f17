package io.jenkins.plugins.deployer.plan;

import static java.util.Objects.requireNonNull;

import io.jenkins.plugins.deployer.rules.RepositoryName;

/**
 * One commit of one head of one repository.
 *
 * @param commit the full commit id: 40 lower-case hexadecimal digits, or 64 in a SHA-256 repository
 * @param tree the id of its tree in the same form, which with submodules pinned in it decides everything that is built
 */
public record Revision(RepositoryName repository, Head head, String commit, String tree) {
    private static final int SHA_1 = 40;
    private static final int SHA_256 = 64;

    /** How many digits people are shown. */
    private static final int SHORT = 12;

    /** @throws IllegalArgumentException if an id is none */
    public Revision {
        requireNonNull(repository);
        requireNonNull(head);
        requireId("commit", commit);
        requireId("tree", tree);
    }

    private static void requireId(String what, String id) {
        if (!Hexadecimal.is(id, SHA_1) && !Hexadecimal.is(id, SHA_256)) {
            throw new IllegalArgumentException(
                    "A " + what + " id has 40 or 64 lower-case hexadecimal digits; this has not: " + id);
        }
    }

    /** The first digits of the commit, for people. */
    public String brief() {
        return commit.substring(0, SHORT);
    }

    /** The same commit as the newest one of another head. */
    public Revision at(Head other) {
        return new Revision(repository, other, commit, tree);
    }
}
