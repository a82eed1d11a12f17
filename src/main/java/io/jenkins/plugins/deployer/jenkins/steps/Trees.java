package io.jenkins.plugins.deployer.jenkins.steps;

import hudson.plugins.git.GitException;
import io.jenkins.plugins.deployer.jenkins.git.GitServer;
import io.jenkins.plugins.deployer.jenkins.git.GitWords;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jenkinsci.plugins.gitclient.FetchCommand;
import org.jenkinsci.plugins.gitclient.GitClient;

/**
 * The trees of commits, which decide what is built. The commits that were asked for last are kept, without their
 * history, in one repository for each server's; it may be removed whenever the controller is stopped. Safe for use by
 * several threads.
 */
final class Trees {
    private static final String OURS = "refs/deployer/last";
    private static final String TREE = "tree ";
    private static final int MINUTES = 10;
    /** The bits of a mode that tell files from links and directories, and those of a file. */
    private static final int FILE_TYPE = 0170000;

    private static final int REGULAR = 0100000;

    /** The depth at which Git sends all of the history. */
    private static final int COMPLETE = Integer.MAX_VALUE;

    private static final NamedLocks LOCKS = new NamedLocks();

    private final Path cache;

    /** @param cache a directory of the caller's own; made when first needed */
    Trees(Path cache) {
        this.cache = cache;
    }

    /**
     * The id of a commit's tree. Blocks as long as the server takes to send it, unless it is here.
     *
     * @param commit the full id
     * @param ref the full name of a ref that has it in its history, for servers that give out nothing else
     * @throws IOException if the server has no such commit any more, or does not answer
     */
    String tree(GitServer server, String commit, String ref) throws IOException, InterruptedException {
        return in(server, commit, ref, (directory, tree) -> tree);
    }

    /**
     * A file of a commit; empty if there is none, or it is no file but a directory or a link. Blocks as {@link #tree}.
     *
     * @param path from the top of the repository
     * @throws IOException as for {@link #tree}, or if the file is larger than {@code largest} bytes
     */
    Optional<String> file(GitServer server, String commit, String ref, String path, int largest)
            throws IOException, InterruptedException {
        return in(server, commit, ref, (directory, tree) -> content(directory, tree, path, largest));
    }

    private static Optional<String> content(Path directory, String tree, String path, int largest) throws IOException {
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(directory.toFile())
                        .setBare()
                        .build();
                TreeWalk found = TreeWalk.forPath(repository, path, ObjectId.fromString(tree))) {
            if (found == null || (found.getRawMode(0) & FILE_TYPE) != REGULAR) {
                return Optional.empty();
            }
            ObjectLoader blob = repository.open(found.getObjectId(0));
            if (blob.getSize() > largest) {
                throw new IOException(
                        "The file " + path + " is larger than it may be: " + blob.getSize() + " bytes of " + largest);
            }
            return Optional.of(new String(blob.getBytes(), StandardCharsets.UTF_8));
        }
    }

    /** What is done with a tree that is here. */
    private interface Use<T> {
        T of(Path directory, String tree) throws IOException;
    }

    @SuppressWarnings("try")
    private <T> T in(GitServer server, String commit, String ref, Use<T> use) throws IOException, InterruptedException {
        Path directory = cache.resolve(name(server.url()));
        try (NamedLocks.Held held = LOCKS.take(directory.toString())) {
            Files.createDirectories(directory);
            removeLocks(directory);
            GitClient git = server.client(directory.toFile());
            if (!Files.exists(directory.resolve("HEAD"))) {
                git.init_().workspace(directory.toString()).bare(true).execute();
            }
            Optional<String> known = known(git, commit);
            return use.of(directory, known.isPresent() ? known.get() : fetched(git, server, commit, ref));
        } catch (GitException e) {
            throw new IOException(
                    "Cannot keep commits of " + server + " in " + directory + ": " + GitWords.brief(e.getMessage()), e);
        }
    }

    private static String fetched(GitClient git, GitServer server, String commit, String ref)
            throws IOException, InterruptedException {
        String trouble = "";
        for (Wish wish : List.of(new Wish(commit, 1), new Wish(ref, 1), new Wish(ref, COMPLETE))) {
            try {
                fetch(git, server, wish);
            } catch (GitException e) {
                trouble = ": " + GitWords.brief(e.getMessage());
                continue;
            }
            Optional<String> tree = known(git, commit);
            if (tree.isPresent()) {
                return tree.get();
            }
            trouble = "";
        }
        throw new IOException("Cannot fetch commit " + commit + " of " + server
                + (trouble.isEmpty()
                        ? ": it is no longer part of " + ref + ", which was force-pushed or deleted since"
                        : trouble));
    }

    /**
     * What is asked for.
     *
     * @param depth how much of the history
     */
    private record Wish(String what, int depth) {}

    private static void fetch(GitClient git, GitServer server, Wish wish) throws IOException, InterruptedException {
        try {
            FetchCommand fetch = git.fetch_()
                    .from(new URIish(server.url()), List.of(new RefSpec("+" + wish.what() + ":" + OURS)))
                    .tags(false)
                    .shallow(true)
                    .depth(wish.depth())
                    .timeout(MINUTES);
            fetch.execute();
        } catch (URISyntaxException e) {
            throw new IOException(server + " has no valid Git address", e);
        }
    }

    private static Optional<String> known(GitClient git, String commit) throws InterruptedException {
        ObjectId id = ObjectId.fromString(commit);
        if (!git.isCommitInRepo(id)) {
            return Optional.empty();
        }
        return git.showRevision(null, id, false).stream()
                .filter(line -> line.startsWith(TREE))
                .map(line -> line.substring(TREE.length()).strip())
                .findFirst();
    }

    /** Nobody else uses the repository, so locks in it are of a controller that was killed. */
    private static void removeLocks(Path directory) throws IOException {
        try (Stream<Path> files = Files.find(
                directory,
                3,
                (file, attributes) ->
                        attributes.isRegularFile() && file.toString().endsWith(".lock"))) {
            for (Path lock : files.toList()) {
                Files.deleteIfExists(lock);
            }
        }
    }

    private static String name(String url) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(url.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16) + ".git";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
