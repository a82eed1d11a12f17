package io.jenkins.plugins.deployer.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that only ever grows. What {@link #append} returned for is on the disk. A program that is killed, or a
 * disk that is full, may leave a line unfinished; what is written after it begins on a line of its own. Safe for use by
 * several threads and programs, which may read the file meanwhile.
 */
public final class LineFile {
    /** Locks on files belong to the process, so its threads need one of their own. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path path;

    /** @param path need not exist, nor its directory; it is not touched until it is used */
    public LineFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /**
     * Writes one line.
     *
     * @param line without a line feed
     * @throws IOException if it could not be written; the file is then as it was, if that could be arranged
     */
    public void append(String line) throws IOException {
        Files.createDirectories(path.getParent());
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                    FileLock lock = channel.lock()) {
                long size = channel.size();
                try {
                    write(channel, (isTorn(channel) ? "\n" : "") + line + "\n");
                    channel.force(true);
                } catch (IOException e) {
                    cut(channel, size, e);
                    throw e;
                }
                if (size == 0) {
                    SavedFile.force(path.getParent());
                }
            }
        }
    }

    private static boolean isTorn(FileChannel channel) throws IOException {
        if (channel.size() == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, channel.size() - 1);
        return last.get(0) != '\n';
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.position(channel.size());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void cut(FileChannel channel, long size, IOException cause) {
        try {
            channel.truncate(size);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
