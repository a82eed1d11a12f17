package io.jenkins.plugins.deployer.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are seen either as they were or as they are meant to be, whenever a process is killed. */
final class SavedFile {
    private SavedFile() {}

    /** Replaces the content; makes the directory if it is not there. */
    static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Path next = Files.createTempFile(file.getParent(), "next-", ".tmp");
        try {
            Files.write(next, content.getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system of " + file.getParent() + " cannot replace files atomically", e);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
