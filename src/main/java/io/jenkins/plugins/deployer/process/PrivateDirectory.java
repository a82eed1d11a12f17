package io.jenkins.plugins.deployer.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory that only this user can read, for the files that one command needs; closing it removes it with all that
 * is in it. It is locked as long as it is used, so that what a killed program left can be told from what another one
 * is using.
 */
public final class PrivateDirectory implements AutoCloseable {
    private static final String PREFIX = "deployer-private-";
    private static final String LOCK = ".lock";

    private final Path top;
    private final FileChannel channel;

    private PrivateDirectory(Path top, FileChannel channel) {
        this.top = top;
        this.channel = channel;
    }

    /** Makes one, with mode 0700, below a directory that is made if it is not there. */
    public static PrivateDirectory in(Path parent) throws IOException {
        Files.createDirectories(parent);
        Path top = Files.createTempDirectory(parent, PREFIX);
        FileChannel channel =
                FileChannel.open(top.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.createDirectory(top.resolve("files"));
        return new PrivateDirectory(top, channel);
    }

    /** Removes what killed programs left below a directory; whatever cannot be removed stays. */
    public static void sweep(Path parent) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path leftover : leftovers) {
                sweepOne(leftover);
            }
        } catch (IOException e) {
            // Nothing to sweep, or not ours.
        }
    }

    private static void sweepOne(Path leftover) {
        try (FileChannel channel = FileChannel.open(leftover.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                DirectoryTree.remove(leftover);
            }
        } catch (IOException | java.nio.channels.OverlappingFileLockException e) {
            // Being made or removed just now, somebody else's, or in use by this very program.
        }
    }

    /** Where the files go. */
    public Path path() {
        return top.resolve("files");
    }

    /** Writes a file that only this user can read, in no moment with other permissions. */
    public Path write(String name, byte[] content) throws IOException {
        Path file = path().resolve(name);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.write(file, content);
    }

    @Override
    public void close() throws IOException {
        try {
            DirectoryTree.remove(top);
        } finally {
            channel.close();
        }
    }
}
