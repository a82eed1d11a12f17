package io.jenkins.plugins.deployer.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are seen either as they were or as they are meant to be, whenever a process is killed. */
public final class SavedFile {
    private static final String PREFIX = "next-";
    private static final String SUFFIX = ".tmp";

    private SavedFile() {}

    /** Replaces the content; makes the directory if it is not there. */
    public static void write(Path file, String content) throws IOException {
        write(file, content, false);
    }

    /** The same, and once it returns not even a power failure brings the old content back. */
    public static void writeDurably(Path file, String content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, String content, boolean durably) throws IOException {
        Path directory = file.getParent();
        Files.createDirectories(directory);
        Path next = Files.createTempFile(directory, PREFIX, SUFFIX);
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (durably) {
                    channel.force(true);
                }
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            if (durably) {
                force(directory);
            }
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system of " + directory + " cannot replace files atomically", e);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** A new name is only there after a power failure if its directory is on the disk too. */
    static void force(Path directory) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes what killed processes left half written; only while nobody writes in the directory. */
    public static void sweep(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
                for (Path file : left) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
