package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.process.InputWriter;
import io.jenkins.plugins.deployer.source.TreeEntry.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * All entries of the tree of one commit, in Git's order: a directory before what it holds. Objects are written by
 * strangers, and Git itself may hold trees that it would not check out: what could leave the directory that the tree is
 * unpacked into is refused.
 */
final class Tree {
    private static final int MOST_ENTRIES = 5_000_000;
    private static final int LONGEST_ENTRY = 1 << 16;
    private static final String READING = "Cannot read the tree";

    private final List<TreeEntry> entries;

    private Tree(List<TreeEntry> entries) {
        this.entries = entries;
    }

    static Tree of(BareRepository repository, String commit) throws SourceException, InterruptedException {
        return new Tree(repository.read(
                READING + " of commit " + commit,
                InputWriter.NOTHING,
                Tree::parse,
                "ls-tree",
                "-r",
                "-t",
                "-z",
                "--full-tree",
                commit));
    }

    List<TreeEntry> entries() {
        return entries;
    }

    private static List<TreeEntry> parse(InputStream stream) throws IOException {
        InputStream bytes = new BufferedInputStream(stream);
        List<TreeEntry> entries = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next != 0) {
                line.write(next);
                if (line.size() > LONGEST_ENTRY) {
                    throw new SourceException(READING + ": it has a path of more than " + LONGEST_ENTRY + " bytes");
                }
                continue;
            }
            TreeEntry entry = entry(line.toString(StandardCharsets.ISO_8859_1));
            line.reset();
            if (!paths.add(entry.path())) {
                throw new SourceException(READING + ": it has two entries named '" + shown(entry.path()) + "'");
            }
            entries.add(entry);
            if (entries.size() > MOST_ENTRIES) {
                throw new SourceException(READING + ": it has more than " + MOST_ENTRIES + " files");
            }
        }
        if (line.size() > 0) {
            throw new EOFException("git ls-tree ended in the middle of an entry");
        }
        return entries;
    }

    /** Reads {@code MODE TYPE ID<tab>PATH}. */
    private static TreeEntry entry(String line) throws SourceException {
        int tab = line.indexOf('\t');
        String[] fields = line.substring(0, Math.max(tab, 0)).split(" ");
        String path = line.substring(tab + 1);
        if (fields.length != 3) {
            throw new SourceException(READING + ": git ls-tree said '" + shown(line) + "'");
        }
        Kind kind = Kind.of(fields[0])
                .orElseThrow(() -> new SourceException(READING + ": '" + shown(path) + "' has mode " + fields[0]
                        + ", which is neither a file, a" + " symbolic link, a directory nor a submodule"));
        for (String name : path.split("/", -1)) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.toLowerCase(Locale.ROOT).equals(".git")) {
                throw new SourceException(
                        READING + ": it has an entry named '" + shown(path) + "', which Git would not check out");
            }
        }
        return new TreeEntry(kind, fields[2], path);
    }

    /** A path for people: as UTF-8, which it nearly always is, without control characters. */
    static String shown(String path) {
        String text = new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
