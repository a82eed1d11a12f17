package io.jenkins.plugins.deployer.unikernel.rollout;

import io.jenkins.plugins.deployer.process.DirectoryTree;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Files that this machine keeps for roll-outs, for each in a directory of its own, which only this user can read. They
 * outlive the process. Safe for use by several threads, for one request by one at a time.
 */
public final class KeptFiles {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path top;

    /** @param top made when it is needed; nothing else belongs there */
    public KeptFiles(Path top) {
        this.top = top;
    }

    /**
     * The file of a request, which need not be there; its directory is.
     *
     * @param id of the request
     * @throws IllegalArgumentException if the id could be anything but a directory's name
     */
    public Path file(String id, String name) throws IOException {
        Path directory = directory(id);
        Files.createDirectories(top);
        try {
            Files.createDirectory(directory, only("rwx------"));
        } catch (FileAlreadyExistsException e) {
            // An earlier call, or an earlier process, has made it.
            return directory.resolve(name);
        }
        return directory.resolve(name);
    }

    /** The same, empty and readable for this user alone, whatever was there. */
    public Path emptyFile(String id, String name) throws IOException {
        Path file = file(id, name);
        Files.deleteIfExists(file);
        return Files.createFile(file, only("rw-------"));
    }

    private Path directory(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("\"" + id + "\" is no id of a request");
        }
        return top.resolve(id);
    }

    private static FileAttribute<?>[] only(String mode) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Removes what is kept for a request; what cannot be removed stays until it is swept. */
    public void forget(String id) {
        remove(directory(id));
    }

    /**
     * Removes what is kept for requests that nobody will go on with, as after a start.
     *
     * @param owned the ids of those that somebody will
     */
    public void sweep(Predicate<String> owned) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(top)) {
            for (Path each : all) {
                if (!owned.test(each.getFileName().toString())) {
                    remove(each);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Nothing was kept there yet, or the next sweep has to do it.
            return;
        }
    }

    private static void remove(Path directory) {
        try {
            DirectoryTree.remove(directory);
        } catch (IOException e) {
            // Perhaps the next sweep can.
            return;
        }
    }
}
