package io.jenkins.plugins.deployer.real;

import io.jenkins.plugins.deployer.process.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The directory of one fixture. It is locked while its JVM lives, so that a later one can remove what a killed one left. */
final class Workspace implements AutoCloseable {
    private static final String PREFIX = "deployer-test-";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Those of this JVM, whose lock would be lost if their file were opened and closed once more. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private Workspace(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static Workspace create() {
        try {
            Path directory = Files.createTempDirectory(PREFIX);
            OURS.add(directory);
            FileChannel channel = lockFile(directory);
            channel.lock();
            sweep(directory);
            return new Workspace(directory, channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Unique on this machine; also the name of the control group of the engine that works here. */
    String name() {
        return directory.getFileName().toString();
    }

    @Override
    public void close() {
        try (channel) {
            remove(directory, PATIENCE);
            OURS.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + directory, e);
        }
    }

    private static FileChannel lockFile(Path directory) throws IOException {
        return FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void sweep(Path own) throws IOException {
        List<Path> left;
        try (var entries = Files.newDirectoryStream(own.getParent(), PREFIX + "*")) {
            left = new ArrayList<>();
            entries.forEach(left::add);
        }
        left.removeAll(OURS);
        for (Path other : left) {
            // One without a lock file is just being made by another JVM.
            if (!Files.exists(other.resolve("lock"))) {
                continue;
            }
            try (FileChannel channel = lockFile(other);
                    FileLock lock = channel.tryLock()) {
                if (lock != null) {
                    remove(other, Duration.ZERO);
                }
            } catch (IOException e) {
                System.err.println("Could not remove " + other + ", left by an earlier run: " + e.getMessage());
            }
        }
    }

    private static void remove(Path directory, Duration patience) throws IOException {
        if (Mode.current() == Mode.PRIVATE) {
            ControlGroup.remove(directory.getFileName().toString(), patience);
        }
        DirectoryTree.remove(directory);
    }
}
