package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.source.TreeEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The tree of one commit, kept here. Safe for use by several threads. */
public final class Snapshot {
    /** No repository is built of so many inside each other; a loop would be. */
    private static final int DEEPEST = 16;
    /** Few levels of some submodules each are enough to name more of them than any machine can fetch. */
    private static final int MOST_SUBMODULES = 1_000;

    private final Sources sources;
    private final Path cache;
    private final GitCommands git;
    private final BareRepository repository;
    private final String commit;

    Snapshot(Sources sources, Path cache, GitCommands git, BareRepository repository, String commit) {
        this.sources = sources;
        this.cache = cache;
        this.git = git;
        this.repository = repository;
        this.commit = commit;
    }

    /** Where the commit came from. */
    public GitUrl url() {
        return repository.url();
    }

    /** The full id of the commit. */
    public String commit() {
        return commit;
    }

    /** The id of the tree, which decides everything that is built from it: submodules are pinned in it. */
    public String tree() throws SourceException, InterruptedException {
        return repository
                .ask("Cannot find the tree of commit " + commit, "rev-parse", "--verify", commit + "^{tree}")
                .strip();
    }

    /**
     * The content of one file; empty if there is none of that name. Symbolic links are followed inside the tree.
     *
     * @param path from the top of the tree, with slashes
     * @param limit how many bytes it may have; more is an error
     */
    public Optional<byte[]> file(String path, int limit) throws SourceException, InterruptedException {
        String doing = "Cannot read '" + path + "' of commit " + commit;
        if (path.indexOf('\n') >= 0 || Arrays.stream(path.split("/", -1)).anyMatch(Snapshot::leadsElsewhere)) {
            throw new SourceException(doing + " of " + url() + ": it is no path inside a repository");
        }
        return repository.read(
                doing,
                stream -> stream.write((commit + ":" + path + "\n").getBytes(StandardCharsets.UTF_8)),
                stream -> content(stream, limit),
                "cat-file",
                "--batch",
                "--follow-symlinks");
    }

    private static boolean leadsElsewhere(String name) {
        return name.isEmpty() || name.equals(".") || name.equals("..");
    }

    private static Optional<byte[]> content(InputStream stream, int limit) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = stream.read(); next >= 0 && next != '\n'; next = stream.read()) {
            line.append((char) next);
        }
        if (line.toString().endsWith(" missing")) {
            return Optional.empty();
        }
        String[] fields = line.toString().split(" ");
        switch (fields[0]) {
            case "dangling", "notdir" -> {
                return Optional.empty();
            }
            case "symlink" -> throw new IOException("it is a symbolic link that leads out of the repository");
            case "loop" -> throw new IOException("it is a symbolic link that leads to itself");
            default -> {
                if (fields.length != 3 || !fields[1].equals("blob")) {
                    throw new IOException("it is no file");
                }
            }
        }
        long size = Long.parseLong(fields[2]);
        if (size > limit) {
            throw new IOException("it has " + size + " bytes; " + limit + " are the most it may have");
        }
        return Optional.of(stream.readNBytes((int) size));
    }

    /**
     * The files of the tree and, recursively, of its submodules, each at the commit that it is pinned at: exactly what is
     * committed. Nothing is filtered by attributes ({@code export-ignore}, {@code eol}), so a file of Git LFS is its pointer.
     * Submodules are fetched now.
     *
     * @param includeGit whether there is a {@code .git} directory as well: this commit, checked out detached, with its
     *     history and the tags in it, nothing else. The history is fetched now. Submodules have none.
     */
    public BuildContext context(boolean includeGit) throws SourceException, InterruptedException {
        List<Part> parts = new ArrayList<>();
        collect("", 0, parts);
        if (!includeGit) {
            return stream -> write(parts, stream);
        }
        BareRepository history = BareRepository.withHistory(cache, git, url(), commit.length());
        history.fetch(commit);
        GitDirectory directory = new GitDirectory(history, git, commit);
        return stream -> {
            try (TreeTar tar = new TreeTar(stream)) {
                add(parts, tar);
                directory.writeTo(tar);
            }
        };
    }

    /** A tree and where it goes: the empty string, or a path that ends with a slash. */
    private record Part(BareRepository repository, Tree tree, String directory) {}

    private void collect(String directory, int depth, List<Part> parts) throws SourceException, InterruptedException {
        if (depth > DEEPEST) {
            throw new SourceException("Submodules of " + url() + " are nested more than " + DEEPEST + " deep");
        }
        Tree tree = Tree.of(repository, commit);
        parts.add(new Part(repository, tree, directory));
        List<TreeEntry> submodules = tree.entries().stream()
                .filter(entry -> entry.kind() == Kind.SUBMODULE)
                .toList();
        if (submodules.isEmpty()) {
            return;
        }
        if (parts.size() + submodules.size() > MOST_SUBMODULES) {
            throw new SourceException("The repository has more than " + MOST_SUBMODULES
                    + " submodules, with those of its submodules; the last looked at are those of " + url());
        }
        Submodules urls = Submodules.of(repository, tree);
        for (TreeEntry submodule : submodules) {
            Optional<GitUrl> url = urls.url(submodule);
            if (url.isPresent()) {
                Snapshot pinned = fetch(submodule, url.get());
                pinned.collect(directory + submodule.path() + "/", depth + 1, parts);
            }
        }
    }

    private Snapshot fetch(TreeEntry submodule, GitUrl from) throws SourceException, InterruptedException {
        try {
            return sources.fetch(from, submodule.id());
        } catch (SourceException e) {
            throw new SourceException(
                    "Submodule '" + Tree.shown(submodule.path()) + "' of " + url() + ": " + e.getMessage(), e);
        }
    }

    private static void write(List<Part> parts, OutputStream stream) throws IOException, InterruptedException {
        try (TreeTar tar = new TreeTar(stream)) {
            add(parts, tar);
        }
    }

    private static void add(List<Part> parts, TreeTar tar) throws SourceException, InterruptedException {
        for (Part part : parts) {
            tar.add(part.repository(), part.tree(), part.directory());
        }
    }

    @Override
    public String toString() {
        return commit + " of " + url();
    }
}
