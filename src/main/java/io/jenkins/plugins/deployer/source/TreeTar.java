package io.jenkins.plugins.deployer.source;

import io.jenkins.plugins.deployer.source.TreeEntry.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes trees into a tar stream that depends on nothing but their content: no owner, one time for all. Names are bytes, so
 * the tar stream is written in ISO 8859-1, in which each {@code char} of a {@link TreeEntry#path} is its byte.
 */
final class TreeTar implements Closeable {
    /** Late enough for zip files, which know no year before 1980, in every time zone. */
    private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private static final int LONGEST_LINK = 4096;

    private final TarArchiveOutputStream tar;

    TreeTar(OutputStream stream) {
        tar = new TarArchiveOutputStream(stream, StandardCharsets.ISO_8859_1.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
    }

    /** Writes the tree of a repository below a directory: the empty string, or a path that ends with a slash. */
    void add(BareRepository repository, Tree tree, String directory) throws SourceException, InterruptedException {
        repository.read(
                "Cannot read the files",
                stream -> {
                    for (TreeEntry entry : tree.entries()) {
                        if (entry.kind().hasContent()) {
                            stream.write((entry.id() + "\n").getBytes(StandardCharsets.US_ASCII));
                        }
                    }
                },
                stream -> {
                    InputStream objects = new BufferedInputStream(stream, 1 << 16);
                    for (TreeEntry entry : tree.entries()) {
                        add(directory + entry.path(), entry.kind(), entry.id(), objects);
                    }
                    return null;
                },
                "cat-file",
                "--batch",
                "--buffer");
    }

    private void add(String path, Kind kind, String id, InputStream objects) throws IOException {
        if (!kind.hasContent()) {
            directory(path, kind.mode());
            return;
        }
        long size = size(path, id, objects);
        if (kind == Kind.LINK) {
            if (size > LONGEST_LINK) {
                throw new SourceException("Cannot read the symbolic link '" + Tree.shown(path) + "': it is " + size
                        + " bytes long, more than a file system can hold");
            }
            String target = new String(objects.readNBytes((int) size), StandardCharsets.ISO_8859_1);
            if (target.isEmpty() || target.indexOf('\0') >= 0) {
                throw new SourceException("The symbolic link '" + Tree.shown(path) + "' leads nowhere");
            }
            link(path, target);
        } else {
            file(path, kind.mode(), size, objects);
        }
        if (objects.read() != '\n') {
            throw new EOFException("git cat-file ended in the middle of '" + Tree.shown(path) + "'");
        }
    }

    /** Reads the line {@code ID blob SIZE} before an object. */
    private static long size(String path, String id, InputStream objects) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = objects.read(); next != '\n'; next = objects.read()) {
            if (next < 0 || line.size() > 200) {
                throw new EOFException("git cat-file ended before '" + Tree.shown(path) + "'");
            }
            line.write(next);
        }
        String header = line.toString(StandardCharsets.US_ASCII);
        String expected = id + " blob ";
        if (!header.startsWith(expected)) {
            throw new SourceException("Cannot read '" + Tree.shown(path) + "': git says '" + header + "'");
        }
        return Long.parseLong(header.substring(expected.length()));
    }

    void directory(String path, int mode) throws IOException {
        put(entry(path + "/", TarConstants.LF_DIR, mode), 0);
        tar.closeArchiveEntry();
    }

    private void link(String path, String target) throws IOException {
        TarArchiveEntry entry = entry(path, TarConstants.LF_SYMLINK, Kind.LINK.mode());
        entry.setLinkName(target);
        put(entry, 0);
        tar.closeArchiveEntry();
    }

    void file(String path, int mode, long size, InputStream content) throws IOException {
        put(entry(path, TarConstants.LF_NORMAL, mode), size);
        byte[] buffer = new byte[1 << 16];
        for (long left = size; left > 0; ) {
            int count = content.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                throw new EOFException("'" + Tree.shown(path) + "' ended " + left + " bytes too early");
            }
            tar.write(buffer, 0, count);
            left -= count;
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String path, byte type, int mode) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type, true);
        entry.setMode(mode);
        entry.setLastModifiedTime(TIME);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }

    private void put(TarArchiveEntry entry, long size) throws IOException {
        entry.setSize(size);
        tar.putArchiveEntry(entry);
    }

    /** Writes the end of the tar stream; the stream below stays open. */
    @Override
    public void close() throws IOException {
        tar.finish();
        tar.flush();
    }
}
