package io.jenkins.plugins.deployer.real;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The control groups of one engine's containers, which the kernel keeps after they were killed with their engine. */
final class ControlGroup {
    private static final Path ALL = Path.of("/sys/fs/cgroup");
    private static final long PAUSE_MILLIS = 50;

    private ControlGroup() {}

    /**
     * Removes the group of this name and those in it, in every hierarchy (v1) or the only one (v2).
     *
     * @param patience how long to try: a group stays busy for a moment after its last process was killed
     */
    static void remove(String name, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                removeNow(name);
                return;
            } catch (FileSystemException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void removeNow(String name) throws IOException {
        List<Path> hierarchies = new ArrayList<>(List.of(ALL));
        try (var controllers = Files.list(ALL)) {
            controllers.forEach(hierarchies::add);
        }
        for (Path hierarchy : hierarchies) {
            Path group = hierarchy.resolve(name);
            if (Files.isDirectory(group)) {
                removeTree(group);
            }
        }
    }

    private static void removeTree(Path group) throws IOException {
        List<Path> deepestFirst;
        try (var tree = Files.walk(group)) {
            deepestFirst = tree.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path directory : deepestFirst) {
            Files.delete(directory);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
